package dev.latchkey.client;

import dev.latchkey.domain.error.TransportException;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/** An authority at the port: metadata of its own, scripted answers to forms, and a record. */
final class ScriptedAuthority implements HttpTransport {

  static final String TENANT = "9b8a7f6e-5d4c-4b3a-a291-665544332211";
  static final String BASE = "https://login.microsoftonline.com/" + TENANT;

  private final Deque<Function<Map<String, String>, HttpResponse>> script = new ArrayDeque<>();
  private final List<HttpRequest> requests = new ArrayList<>();
  private String metadata =
      """
      {"issuer": "%s/v2.0", "token_endpoint": "%s/oauth2/v2.0/token",
       "device_authorization_endpoint": "%s/oauth2/v2.0/devicecode"}\
      """
          .formatted(BASE, BASE, BASE);

  /** Answers the next form so; the last answer is given again. */
  ScriptedAuthority then(int status, String json) {
    return then(form -> response(status, json));
  }

  ScriptedAuthority then(Function<Map<String, String>, HttpResponse> answer) {
    script.add(answer);
    return this;
  }

  ScriptedAuthority thenBreak(TransportException.Reason reason) {
    return then(
        form -> {
          throw new TransportException(reason, "the line is down", null);
        });
  }

  ScriptedAuthority metadata(String json) {
    metadata = json;
    return this;
  }

  static HttpResponse response(int status, String json) {
    return HttpResponse.of(
        status,
        HttpHeaders.none().with("content-type", "application/json"),
        json.getBytes(StandardCharsets.UTF_8));
  }

  static String error(String code) {
    return "{\"error\":\"" + code + "\",\"error_description\":\"AADSTS70016: " + code + "\"}";
  }

  /** Tokens of a person: {@code uid} names the person, the access token is given. */
  static String tokens(String uid, String accessToken, String more) {
    String clientInfo = encoded("{\"uid\":\"" + uid + "\",\"utid\":\"" + TENANT + "\"}");
    String claims =
        "{\"iss\":\"%s/v2.0\",\"sub\":\"sub-%s\",\"aud\":\"%s\",\"exp\":1893500000,"
                .formatted(BASE, uid, House.CLIENT_ID)
            + "\"iat\":1893456000,\"oid\":\"%s\",\"tid\":\"%s\",".formatted(uid, TENANT)
            + "\"preferred_username\":\"%s@contoso.example\",\"ver\":\"2.0\"}".formatted(uid);
    return """
    {"token_type":"Bearer","expires_in":3600,"access_token":"%s","client_info":"%s",
     "id_token":"%s.%s.c2ln"%s}\
    """
        .formatted(accessToken, clientInfo, encoded("{\"alg\":\"RS256\"}"), encoded(claims), more);
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public synchronized HttpResponse send(
      HttpRequest request, Deadline deadline, Cancellation cancellation) {
    requests.add(request);
    if (request.method() == HttpRequest.Method.GET) {
      return request.uri().getPath().endsWith("/openid-configuration")
          ? response(200, metadata)
          : response(404, "{}");
    }
    Function<Map<String, String>, HttpResponse> next =
        script.size() > 1 ? script.remove() : Objects.requireNonNull(script.peek(), "no answer");
    return next.apply(form(request));
  }

  /** Forgets what was sent so far. */
  synchronized void forget() {
    requests.clear();
  }

  /** {@return the requests whose path ends so} */
  synchronized List<HttpRequest> sentTo(String end) {
    return requests.stream().filter(it -> it.uri().getPath().endsWith(end)).toList();
  }

  /** {@return what was posted there} */
  List<Map<String, String>> forms(String end) {
    return sentTo(end).stream().map(ScriptedAuthority::form).toList();
  }

  synchronized List<HttpRequest> requests() {
    return List.copyOf(requests);
  }

  private static Map<String, String> form(HttpRequest request) {
    Map<String, String> form = new TreeMap<>();
    for (String pair : new String(request.body(), StandardCharsets.US_ASCII).split("&", -1)) {
      String[] parts = pair.split("=", 2);
      form.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return form;
  }
}
