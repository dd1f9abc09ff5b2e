package dev.latchkey.examples;

import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.spi.browser.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A person with a browser, as far as forms, redirects and cookies go. Cookies stay behind where one
 * site's page posts to another, as they do where they are SameSite.
 */
public final class Visitor {

  private static final int MOST_REDIRECTS = 10;
  private static final Pattern FORM =
      Pattern.compile("<form[^>]* action=\"([^\"]*)\"[^>]*>(.*?)</form>", Pattern.DOTALL);
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");
  private static final String SENDS_ITSELF = "document.forms[0].submit()";

  private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
  private final HttpClient http;
  private URI uri = URI.create("about:blank");
  private int status;
  private String page = "";

  /**
   * Makes a visitor without cookies.
   *
   * @param sandbox whose certificate is trusted
   */
  public Visitor(Sandbox sandbox) {
    http = HttpClient.newBuilder().sslContext(sandbox.sslContext()).build();
  }

  /** Signs Mira in beside the program that waits for her. */
  static Launch signingIn(Sandbox sandbox, URI address) {
    Thread person =
        new Thread(
            () ->
                new Visitor(sandbox)
                    .open(address)
                    .submit(
                        Map.of(
                            "username",
                            "mira@contoso.example",
                            "password",
                            "password",
                            "decision",
                            "accept")),
            "visitor");
    person.setDaemon(true);
    person.start();
    return Launch.openedBy("the visitor");
  }

  /**
   * Opens a page.
   *
   * @param address where
   * @return this visitor, on whatever page that led to
   */
  public Visitor open(URI address) {
    go("GET", address, "", true);
    return this;
  }

  /**
   * Sends the first form of the page.
   *
   * @param filled what is typed and pressed, beside what is in the form already
   * @return this visitor, on whatever page that led to
   */
  public Visitor submit(Map<String, String> filled) {
    Matcher form = FORM.matcher(page);
    if (!form.find()) {
      throw new AssertionError("no form at " + uri + ": " + page);
    }
    submit(form.toMatchResult(), filled);
    return this;
  }

  /**
   * Presses the button of the form that goes to a path.
   *
   * @param action the path
   * @return this visitor, on whatever page that led to
   */
  public Visitor press(String action) {
    MatchResult form =
        FORM.matcher(page)
            .results()
            .filter(it -> it.group(1).equals(action))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no form to " + action + ": " + page));
    submit(form, Map.of());
    return this;
  }

  private void submit(MatchResult form, Map<String, String> filled) {
    Map<String, String> fields = new LinkedHashMap<>();
    HIDDEN
        .matcher(form.group(2))
        .results()
        .forEach(it -> fields.put(plain(it.group(1)), plain(it.group(2))));
    fields.putAll(filled);
    URI target = target(plain(form.group(1)));
    go("POST", target, encoded(fields), target.getAuthority().equals(uri.getAuthority()));
  }

  // URI.resolve follows RFC 2396 and would drop the last segment.
  private URI target(String action) {
    return action.startsWith("?")
        ? URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath() + action)
        : uri.resolve(action);
  }

  private void go(String method, URI first, String body, boolean withCookies) {
    HttpResponse<String> answer = send(method, first, body, withCookies);
    for (int hop = 0; answer.statusCode() / 100 == 3; hop++) {
      if (hop == MOST_REDIRECTS) {
        throw new AssertionError("redirected in circles, at last by " + answer.uri());
      }
      URI next = answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow());
      answer = send("GET", next, "", true);
    }
    uri = answer.uri();
    status = answer.statusCode();
    page = answer.body();
    if (page.contains(SENDS_ITSELF)) {
      submit(Map.of());
    }
  }

  private HttpResponse<String> send(String method, URI target, String body, boolean withCookies) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .timeout(Duration.ofSeconds(30))
            .method(method, BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/x-www-form-urlencoded");
    }
    try {
      if (withCookies) {
        List<String> known = cookies.get(target, Map.of()).getOrDefault("Cookie", List.of());
        if (!known.isEmpty()) {
          request.header("Cookie", String.join("; ", known));
        }
      }
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      cookies.put(target, answer.headers().map());
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String plain(String html) {
    return html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  /** {@return where the visitor is} */
  public URI uri() {
    return uri;
  }

  /** {@return the status of the page} */
  public int status() {
    return status;
  }

  /** {@return the page as a person reads it, or nearly} */
  public String text() {
    return plain(page.replaceAll("<[^>]*>", " "));
  }
}
