package dev.latchkey.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the token from a request to the resource, and finds out who may use it. */
final class PossessionCheck {

  private final BaseUris bases;
  private final DpopCheck dpop;
  private final SignedRequestCheck signed;

  PossessionCheck(BaseUris bases, Clock clock) {
    this.bases = bases;
    this.dpop = new DpopCheck(clock);
    this.signed = new SignedRequestCheck(clock);
  }

  /**
   * What was shown.
   *
   * @param accessToken the token; empty if there is none
   * @param method the member of {@code cnf} that tells what such a token is bound to; empty for a
   *     bearer token
   * @param key what the request proves to have
   */
  record Shown(String accessToken, String method, String key) {

    /** A bound token is no bearer token, and a bearer token is bound to nobody. */
    boolean proves(Map<String, Object> claims) {
      Map<?, ?> bound = claims.get("cnf") instanceof Map<?, ?> cnf ? cnf : Map.of();
      return method.isEmpty() ? bound.isEmpty() : key.equals(bound.get(method));
    }
  }

  Shown read(RecordedRequest request, boolean wantsNonce)
      throws ProofJwt.BadProof, DpopCheck.NonceWanted {
    String[] parts = request.header("Authorization").orElse("").split(" ", 2);
    String shown = parts.length == 2 ? parts[1].strip() : "";
    return switch (parts[0].toLowerCase(Locale.ROOT)) {
      case "pop" -> {
        SignedRequestCheck.Signed proof = signed.verify(request, shown, wantsNonce);
        yield new Shown(proof.accessToken(), "kid", proof.keyId());
      }
      case "dpop" -> {
        String uri = bases.of(request) + request.path();
        yield new Shown(shown, "jkt", dpop.verify(request, uri, shown, wantsNonce));
      }
      case "mtls_pop" -> new Shown(shown, "x5t#S256", thumbprint(request).orElse(""));
      // RFC 8705 keeps the scheme: what the token is bound to decides.
      case "bearer" ->
          thumbprint(request)
              .filter(it -> isBoundToCertificate(shown))
              .map(it -> new Shown(shown, "x5t#S256", it))
              .orElseGet(() -> new Shown(shown, "", ""));
      default -> new Shown("", "", "");
    };
  }

  private static boolean isBoundToCertificate(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return false;
    }
    try {
      String payload = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
      return Json.read(payload).get("cnf") instanceof Map<?, ?> cnf && cnf.containsKey("x5t#S256");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<String> thumbprint(RecordedRequest request) {
    return request.clientCertificate().map(Bindings::thumbprint);
  }

  Answer askForNonce(RecordedRequest request, Answer refused) {
    boolean isDpop = request.header("DPoP").isPresent();
    return isDpop
        ? refused
            .with("WWW-Authenticate", "DPoP error=\"use_dpop_nonce\"")
            .with("DPoP-Nonce", dpop.nonces().issue())
        : refused.with("WWW-Authenticate", "PoP nonce=\"" + signed.nonces().issue() + "\"");
  }
}
