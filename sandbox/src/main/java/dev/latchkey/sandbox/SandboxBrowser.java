package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Does what a person with a browser does on the pages of a sandbox, without either: opens an
 * address, fills in the forms, and stops when it is sent back to the application. It stays signed
 * in until it is thrown away.
 *
 * <p>Its requests are recorded like others but do not come over the wire, so scripted faults do not
 * meet them. Not safe for use by several threads.
 *
 * @since 0.1
 */
public final class SandboxBrowser {

  // More pages than any way through has.
  private static final int MOST_PAGES = 8;

  private final PageServer server;
  private final SandboxUsers users;
  private String cookie = "";

  SandboxBrowser(PageServer server, SandboxUsers users) {
    this.server = server;
    this.users = users;
  }

  /** Answers a request that did not come over the wire. */
  @FunctionalInterface
  interface PageServer {
    Answer answer(WireRequest request);
  }

  /**
   * Opens an address and does nothing more: for {@code prompt=none}, and where somebody is signed
   * in already.
   *
   * @param uri of an authorization endpoint, or for signing out
   * @return where the browser was sent
   * @throws IllegalStateException if it was shown a page instead; the message has its text
   * @since 0.1
   */
  public SandboxRedirect open(URI uri) {
    Answer answer = get(uri);
    return HtmlReader.redirect(answer)
        .orElseThrow(() -> new IllegalStateException("shown a page: " + HtmlReader.text(answer)));
  }

  /**
   * Opens an address, signs a user in with the right password, and agrees to what is asked.
   *
   * @param uri of an authorization endpoint
   * @param username of a user who is registered
   * @return where the browser was sent
   * @throws IllegalArgumentException if there is no such user
   * @throws IllegalStateException if a page got in the way; the message has its text
   * @since 0.1
   */
  public SandboxRedirect signIn(URI uri, String username) {
    SandboxUser user =
        users
            .find(username)
            .orElseThrow(
                () -> new IllegalArgumentException("no user " + username + " is registered"));
    return go(uri, user, "accept");
  }

  /**
   * Opens an address and cancels on the first page that can be cancelled.
   *
   * @param uri of an authorization endpoint
   * @return where the browser was sent, with {@code access_denied}
   * @throws IllegalStateException if a page got in the way; the message has its text
   * @since 0.1
   */
  public SandboxRedirect cancel(URI uri) {
    return go(uri, SandboxUser.builder("nobody").build(), "decline");
  }

  /**
   * Opens an address, signs a user in, and does not agree to what the application asks for.
   *
   * @param uri of an authorization endpoint
   * @param username of a user who is registered
   * @return where the browser was sent, with {@code access_denied} if there was anything to agree
   *     to
   * @throws IllegalArgumentException if there is no such user
   * @throws IllegalStateException if a page got in the way; the message has its text
   * @since 0.1
   */
  public SandboxRedirect declineConsent(URI uri, String username) {
    SandboxUser user =
        users
            .find(username)
            .orElseThrow(
                () -> new IllegalArgumentException("no user " + username + " is registered"));
    return go(uri, user, "disagree");
  }

  private SandboxRedirect go(URI uri, SandboxUser user, String decision) {
    Answer answer = get(uri);
    for (int page = 0; page < MOST_PAGES; page++) {
      var redirect = HtmlReader.redirect(answer);
      if (redirect.isPresent()) {
        return redirect.get();
      }
      Map<String, String> hidden = HtmlReader.hiddenFields(answer);
      String step = hidden.getOrDefault(AuthorizationRequest.STEP, "");
      Map<String, String> form = new LinkedHashMap<>(hidden);
      form.put("decision", decision.equals("disagree") ? "accept" : decision);
      switch (step) {
        case SignInPages.LOGIN -> {
          form.put("username", user.username());
          form.put("password", user.password());
        }
        case SignInPages.ACCOUNT -> form.put("account", user.username());
        case SignInPages.CONSENT ->
            form.put("decision", decision.equals("accept") ? "accept" : "decline");
        default -> throw new IllegalStateException("shown a page: " + HtmlReader.text(answer));
      }
      if (page > 0 && step.equals(SignInPages.LOGIN) && HtmlReader.hasAlert(answer)) {
        throw new IllegalStateException("not let in: " + HtmlReader.text(answer));
      }
      answer = post(target(uri, HtmlReader.action(answer)), form);
    }
    throw new IllegalStateException("page after page: " + HtmlReader.text(answer));
  }

  private static URI target(URI page, String action) {
    // URI.resolve follows RFC 2396 and would drop the last segment.
    return action.startsWith("?")
        ? URI.create("https://" + page.getRawAuthority() + page.getRawPath() + action)
        : page.resolve(action);
  }

  private Answer get(URI uri) {
    return send("GET", uri, "");
  }

  private Answer post(URI uri, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(one -> encode(one.getKey()) + "=" + encode(one.getValue()))
            .collect(Collectors.joining("&"));
    return send("POST", uri, body);
  }

  private Answer send(String method, URI uri, String body) {
    requireNonNull(uri, "uri");
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Host", List.of(uri.getAuthority()));
    headers.put("Content-Type", List.of(Forms.MEDIA_TYPE));
    if (!cookie.isEmpty()) {
      headers.put("Cookie", List.of(cookie));
    }
    Answer answer =
        server.answer(
            new WireRequest(
                method,
                uri.getRawPath(),
                uri.getRawQuery(),
                headers,
                body,
                null,
                List.of(),
                0,
                false));
    HtmlReader.cookie(answer).ifPresent(it -> cookie = it);
    return answer;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "SandboxBrowser[" + (cookie.isEmpty() ? "signed out" : "signed in") + "]";
  }
}
