package dev.latchkey.sandbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the answer to an authorization request reaches the application. */
enum ResponseMode {
  QUERY,
  FRAGMENT,
  FORM_POST;

  static Optional<ResponseMode> named(String name) {
    return switch (name) {
      case "query" -> Optional.of(QUERY);
      case "fragment" -> Optional.of(FRAGMENT);
      case "form_post" -> Optional.of(FORM_POST);
      default -> Optional.empty();
    };
  }

  Answer answer(String redirectUri, Map<String, String> parameters) {
    if (this == FORM_POST) {
      return new HtmlPage("Back to the application")
          .selfSubmitting(redirectUri, parameters)
          .answer(200);
    }
    String separator = this == FRAGMENT ? "#" : redirectUri.contains("?") ? "&" : "?";
    return redirect(redirectUri + separator + encode(parameters));
  }

  static Answer redirect(String location) {
    return Answer.of(302, "text/plain; charset=utf-8", "")
        .with("Location", location)
        .with("Referrer-Policy", "no-referrer");
  }

  private static String encode(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
