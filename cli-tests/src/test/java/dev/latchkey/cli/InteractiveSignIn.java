package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.client.UserClient;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.browser.Launch;
import dev.latchkey.spi.time.Cancellation;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;

/**
 * One interactive sign-in under way.
 *
 * @param shown the address that a browser is to open
 * @param result what comes of it
 * @param giveUp ends it
 */
record InteractiveSignIn(
    CompletableFuture<URI> shown, CompletableFuture<TokenResult> result, Cancellation giveUp) {

  private static final long SECONDS = 60;
  private static final Pattern REDIRECT = Pattern.compile("[?&]redirect_uri=([^&]+)");

  static InteractiveSignIn begin(UserClient app, InteractiveRequest request) {
    CompletableFuture<URI> shown = new CompletableFuture<>();
    Cancellation giveUp = Cancellation.create();
    InteractiveRequest observed =
        request.browser(
            url -> {
              shown.complete(url.uri());
              return Launch.openedBy("chromium");
            });
    CompletableFuture<TokenResult> result =
        Beside.test(() -> app.acquireInteractively(observed, giveUp));
    return new InteractiveSignIn(shown, result, giveUp);
  }

  URI address() throws Exception {
    return shown.isDone() ? shown.get() : Beside.before(shown, result);
  }

  TokenResult tokens() throws Exception {
    return result.get(SECONDS, TimeUnit.SECONDS);
  }

  <E extends TokenException> E failure(Class<E> type) {
    return assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(this::tokens)
        .havingCause()
        .asInstanceOf(InstanceOfAssertFactories.type(type))
        .actual();
  }

  void assertThatItWasDeclined() {
    assertThat(failure(ServiceException.class).error().orElseThrow().code())
        .isEqualTo(OAuthErrorCode.ACCESS_DENIED);
  }

  void assertThatNobodyListens() throws Exception {
    Matcher redirect = REDIRECT.matcher(address().toString());
    assertThat(redirect.find()).isTrue();
    int port = URI.create(URLDecoder.decode(redirect.group(1), StandardCharsets.UTF_8)).getPort();
    assertThatIOException()
        .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
  }
}
