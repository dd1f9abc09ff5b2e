package dev.latchkey.cli;

import dev.latchkey.client.UserClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.scheme.AuthScheme;
import dev.latchkey.domain.scheme.DpopScheme;
import dev.latchkey.domain.scheme.KeyBoundScheme;
import dev.latchkey.domain.scheme.PopAuthScheme;
import dev.latchkey.domain.scheme.ProtectedRequest;
import dev.latchkey.domain.scheme.SignedRequestScheme;
import dev.latchkey.domain.token.TokenResult;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Binds the token to a key that is made for this run, and signs one request with it. */
final class PopOptions {

  @Option(
      names = "--pop",
      paramLabel = "URL",
      description =
          "Binds the token to a key and signs one request to this address: a signed HTTP request,"
              + " or DPoP with --oidc-authority. With --broker the broker's key signs.")
  private @Nullable URI url;

  @Option(
      names = "--pop-method",
      paramLabel = "M",
      defaultValue = "GET",
      description = "The method of that request (default: ${DEFAULT-VALUE}).")
  private String method = "GET";

  @Option(
      names = "--pop-nonce",
      paramLabel = "N",
      description = "What the resource's challenge said.")
  private @Nullable String nonce;

  /** {@return how to bind the token; empty if it is a bearer token} */
  Optional<KeyBoundScheme> scheme(Optional<Authority> authority) {
    // Both before anything is sent.
    return request()
        .map(
            it ->
                authority.filter(OidcAuthority.class::isInstance).isPresent()
                    ? DpopScheme.create()
                    : SignedRequestScheme.create());
  }

  /** {@return how to bind the token, by the broker's key if the broker is asked} */
  Optional<? extends AuthScheme> scheme(Optional<Authority> authority, BrokerOption broker) {
    if (url == null || !broker.isGiven()) {
      return scheme(authority);
    }
    if (authority.filter(OidcAuthority.class::isInstance).isPresent()) {
      throw new IllegalArgumentException(
          "--broker does not go with --pop and --oidc-authority: brokers serve Entra alone; leave"
              + " --broker out");
    }
    if (nonce == null) {
      throw new IllegalArgumentException(
          "--pop with --broker needs --pop-nonce, which is in the resource's challenge"
              + " (WWW-Authenticate); leave --broker out to sign without one");
    }
    return Optional.of(new PopAuthScheme(method, url, nonce));
  }

  /** Before anything is sent: what a broker is to sign needs one. */
  void requireSigner(UserClient client, BrokerOption broker) {
    if (url != null && broker.isGiven() && !client.isPopSupported()) {
      throw new IllegalArgumentException(
          "--pop with --broker needs an identity broker, and none answers here; leave --broker out"
              + " to sign with a key made for this run");
    }
  }

  /** {@return the header fields of the request; none if it is not asked for} */
  Map<String, String> headers(TokenResult result) {
    return request().map(result::headersFor).orElse(Map.of());
  }

  private Optional<ProtectedRequest> request() {
    if (url == null) {
      return Optional.empty();
    }
    ProtectedRequest request = ProtectedRequest.of(method, url);
    return Optional.of(nonce == null ? request : request.nonce(nonce));
  }
}
