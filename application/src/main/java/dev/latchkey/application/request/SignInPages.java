package dev.latchkey.application.request;

import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.spi.browser.BrowserUrl;
import dev.latchkey.spi.browser.Page;
import java.net.URI;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees in the browser when an interactive sign-in is over. Immutable.
 *
 * <p>A text that begins with {@code <} is HTML, any other is shown as it is. In the one for
 * failures {@code $error}, {@code $error_description} and {@code $error_uri} stand for what the
 * authority said, escaped in HTML; everything else of the answer stays out of pages. No script runs
 * on them.
 *
 * @since 0.1
 */
public final class SignInPages {

  private static final SignInPages DEFAULTS =
      new SignInPages(
          new Target("You are signed in. You can close this window now.", null),
          new Target(
              "You are not signed in. Return to the application to see why; you can close this"
                  + " window now.",
              null));

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$(error_description|error_uri|error)(?![A-Za-z0-9_])");

  private final Target success;
  private final Target failure;

  private SignInPages(Target success, Target failure) {
    this.success = success;
    this.failure = failure;
  }

  /** {@return plain pages that repeat nothing of what came} */
  public static SignInPages defaults() {
    return DEFAULTS;
  }

  /**
   * Shows a text after a sign-in.
   *
   * @param text HTML if it begins with {@code <}
   * @return a copy with it
   */
  public SignInPages success(String text) {
    return new SignInPages(new Target(Objects.requireNonNull(text, "success page"), null), failure);
  }

  /**
   * Sends the browser on after a sign-in.
   *
   * @param address https, or http on a loopback host; used as it is, with nothing of the answer
   * @return a copy with it
   * @throws IllegalArgumentException if it is another kind of address
   */
  public SignInPages successAt(URI address) {
    return new SignInPages(new Target("", new BrowserUrl(address)), failure);
  }

  /**
   * Shows a text when the authority has refused.
   *
   * @param text HTML if it begins with {@code <}
   * @return a copy with it
   */
  public SignInPages failure(String text) {
    return new SignInPages(success, new Target(Objects.requireNonNull(text, "error page"), null));
  }

  /**
   * Sends the browser on when the authority has refused.
   *
   * @param address https, or http on a loopback host; used as it is, with nothing of the answer
   * @return a copy with it
   * @throws IllegalArgumentException if it is another kind of address
   */
  public SignInPages failureAt(URI address) {
    return new SignInPages(success, new Target("", new BrowserUrl(address)));
  }

  /** {@return the page after a sign-in} */
  public Page afterSuccess() {
    return success.page(success.text());
  }

  /**
   * Makes the page after a refusal.
   *
   * @param error what the authority said
   * @return the page
   */
  public Page afterFailure(OAuthError error) {
    return failure.page(
        PLACEHOLDER
            .matcher(failure.text())
            .replaceAll(it -> Matcher.quoteReplacement(failure.shown(said(it.group(1), error)))));
  }

  private static String said(String name, OAuthError error) {
    return switch (name) {
      case "error" -> error.code().value();
      case "error_description" -> error.description().orElse("");
      // It may end up in a link.
      default -> error.uri().filter(it -> it.startsWith("https://")).orElse("");
    };
  }

  /** {@return a fixed text} */
  @Override
  public String toString() {
    return "SignInPages";
  }

  /** A text, or where to go instead. */
  private record Target(String text, @Nullable BrowserUrl address) {

    boolean isHtml() {
      return text.startsWith("<");
    }

    Page page(String filled) {
      return address == null ? new Page(200, isHtml(), filled) : Page.elsewhere(address);
    }

    String shown(String value) {
      return isHtml()
          ? value
              .replace("&", "&amp;")
              .replace("<", "&lt;")
              .replace(">", "&gt;")
              .replace("\"", "&quot;")
              .replace("'", "&#39;")
          : value;
    }
  }
}
