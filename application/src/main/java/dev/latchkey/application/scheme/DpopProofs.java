package dev.latchkey.application.scheme;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.JsonText;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.scheme.ProtectedRequest;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.spi.crypto.ProofKey;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.TimeSource;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Proofs of RFC 9449: one JWT for each request, beside the token. */
final class DpopProofs implements KeyBinding {

  private static final String HEADER = "DPoP";
  private static final String NONCE_HEADER = "DPoP-Nonce";
  private static final String USE_NONCE = "use_dpop_nonce";

  // Token endpoints that one client talks to: a handful. A nonce longer than this is no nonce.
  private static final int MOST_SERVERS = 1_000;
  private static final int LONGEST_NONCE = 4_096;

  private final ProofKey key;
  private final JsonFields publicJwk;
  private final TimeSource time;
  private final RandomSource random;
  private final ConcurrentHashMap<String, String> nonces = new ConcurrentHashMap<>();

  DpopProofs(ProofKey key, TimeSource time, RandomSource random) {
    this.key = key;
    this.publicJwk = StrictJson.object(key.publicJwk());
    this.time = time;
    this.random = random;
  }

  @Override
  public String keyId() {
    return key.keyId();
  }

  @Override
  public TokenType tokenType() {
    return TokenType.DPOP;
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of();
  }

  // RFC 9449, section 10: a code that somebody else gets hold of is no use without the key.
  @Override
  public Map<String, String> authorizationParameters() {
    return Map.of("dpop_jkt", keyId());
  }

  @Override
  public HttpHeaders proofFor(URI target) {
    String nonce = nonces.get(origin(target));
    return HttpHeaders.none().with(HEADER, proof("POST", target, null, nonce));
  }

  @Override
  public boolean asksForAnotherProof(URI target, HttpResponse answer) {
    Optional<String> nonce = answer.headers().first(NONCE_HEADER).filter(DpopProofs::isNonce);
    String server = origin(target);
    if (nonce.isPresent() && (nonces.size() < MOST_SERVERS || nonces.containsKey(server))) {
      nonces.put(server, nonce.get());
    }
    return nonce.isPresent()
        && (answer.status() == 400 || answer.status() == 401)
        && USE_NONCE.equals(error(answer));
  }

  // RFC 9449, section 8.1: visible ASCII but for quotation mark and backslash.
  private static boolean isNonce(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_NONCE
        && text.chars().allMatch(c -> c > ' ' && c <= '~' && c != '"' && c != '\\');
  }

  private static @Nullable String error(HttpResponse answer) {
    try {
      return StrictJson.object(answer.bodyText()).text("error");
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public Map<String, String> headersFor(Secret accessToken, ProtectedRequest request) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Authorization", "DPoP " + accessToken.reveal());
    fields.put(
        HEADER, proof(request.method(), request.uri(), accessToken, request.nonce().orElse(null)));
    return fields;
  }

  private String proof(
      String method, URI target, @Nullable Secret accessToken, @Nullable String nonce) {
    JsonText header =
        new JsonText()
            .put("typ", "dpop+jwt")
            .put("alg", key.algorithm().name())
            .put("jwk", publicJwk);
    JsonText payload =
        new JsonText()
            .put("jti", random.uuid().toString())
            .put("htm", method)
            .put("htu", withoutQuery(target))
            .put("iat", time.instant().getEpochSecond());
    if (accessToken != null) {
      payload.put("ath", CompactProof.digest(accessToken.reveal()));
    }
    if (nonce != null) {
      payload.put("nonce", nonce);
    }
    return CompactProof.of(key, header, payload);
  }

  // RFC 9449, section 4.2: without query and fragment.
  private static String withoutQuery(URI uri) {
    String text = uri.toString();
    int end = text.length();
    for (char mark : new char[] {'?', '#'}) {
      int at = text.indexOf(mark);
      end = at < 0 ? end : Math.min(end, at);
    }
    return text.substring(0, end);
  }

  private static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  /** {@return the name of the key} */
  @Override
  public String toString() {
    return "DpopProofs[keyId=" + keyId() + "]";
  }
}
