package dev.latchkey.application.scheme;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.JsonText;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.scheme.ProtectedRequest;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.spi.crypto.ProofKey;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.TimeSource;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Signed HTTP requests (draft-ietf-oauth-signed-http-request, version 03, as Entra has them): the
 * token travels inside of what is signed.
 */
final class SignedRequests implements KeyBinding {

  private final ProofKey key;
  private final JsonFields publicJwk;
  private final Map<String, String> parameters;
  private final TimeSource time;
  private final RandomSource random;

  SignedRequests(ProofKey key, TimeSource time, RandomSource random) {
    this.key = key;
    this.publicJwk = StrictJson.object(key.publicJwk());
    this.parameters =
        Map.of(
            "token_type",
            TokenType.POP.value(),
            "req_cnf",
            CompactProof.encoded(new JsonText().put("kid", key.keyId()).text()));
    this.time = time;
    this.random = random;
  }

  @Override
  public String keyId() {
    return key.keyId();
  }

  @Override
  public TokenType tokenType() {
    return TokenType.POP;
  }

  @Override
  public Map<String, String> parameters() {
    return parameters;
  }

  @Override
  public Map<String, String> headersFor(Secret accessToken, ProtectedRequest request) {
    JsonText header =
        new JsonText()
            .put("alg", key.algorithm().name())
            .put("kid", key.keyId())
            .put("typ", TokenType.POP.value());
    return Map.of(
        "Authorization", "PoP " + CompactProof.of(key, header, payload(accessToken, request)));
  }

  private JsonText payload(Secret accessToken, ProtectedRequest request) {
    URI uri = request.uri();
    JsonText payload =
        new JsonText()
            .put("at", accessToken.reveal())
            .put("ts", time.instant().getEpochSecond())
            .put("m", request.method())
            .put("u", hostAndPort(uri))
            .put("p", uri.getRawPath().isEmpty() ? "/" : uri.getRawPath());
    if (uri.getRawQuery() != null && !uri.getRawQuery().isEmpty()) {
      putQuery(payload, uri.getRawQuery());
    }
    if (!request.headers().isEmpty()) {
      putHeaders(payload, request.headers());
    }
    request.body().ifPresent(bytes -> payload.put("b", CompactProof.digest(bytes)));
    return payload
        .put("nonce", request.nonce().orElseGet(() -> random.uuid().toString().replace("-", "")))
        .put("cnf", new JsonText().put("jwk", publicJwk));
  }

  private static String hostAndPort(URI uri) {
    int standard = uri.getScheme().toLowerCase(Locale.ROOT).equals("http") ? 80 : 443;
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return uri.getPort() < 0 || uri.getPort() == standard ? host : host + ":" + uri.getPort();
  }

  // As they stand in the address, percent signs and all: the resource sees the same.
  private static void putQuery(JsonText payload, String query) {
    List<String> names = new ArrayList<>();
    List<String> pairs = new ArrayList<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      names.add(equals < 0 ? pair : pair.substring(0, equals));
      pairs.add(equals < 0 ? pair + "=" : pair);
    }
    payload.put("q", names, CompactProof.digest(String.join("&", pairs)));
  }

  private static void putHeaders(JsonText payload, Map<String, String> headers) {
    List<String> lines = new ArrayList<>();
    headers.forEach((name, value) -> lines.add(name + ": " + value));
    payload.put("h", List.copyOf(headers.keySet()), CompactProof.digest(String.join("\n", lines)));
  }

  /** {@return the name of the key} */
  @Override
  public String toString() {
    return "SignedRequests[keyId=" + keyId() + "]";
  }
}
