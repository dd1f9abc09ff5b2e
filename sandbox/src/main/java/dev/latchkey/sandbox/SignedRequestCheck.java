package dev.latchkey.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Verifies signed HTTP requests: draft-ietf-oauth-signed-http-request, version 03. */
final class SignedRequestCheck {

  private final Clock clock;
  private final SeenAssertions seen;
  private final Nonces nonces = new Nonces();

  SignedRequestCheck(Clock clock) {
    this.clock = clock;
    this.seen = new SeenAssertions(clock);
  }

  Nonces nonces() {
    return nonces;
  }

  /** What a signed request has in it, verified. */
  record Signed(String accessToken, String keyId) {}

  Signed verify(RecordedRequest request, String text, boolean wantsNonce)
      throws ProofJwt.BadProof, DpopCheck.NonceWanted {
    ProofJwt proof = ProofJwt.parse(text, "pop");
    JWK key = key(proof);
    proof.verify(key);
    String keyId = Bindings.thumbprint(key);
    if (!proof.headerKeyId().equals(keyId)) {
      throw new ProofJwt.BadProof("the header names another key than the proof is signed with");
    }
    proof.requireTime("ts", clock.instant());
    proof.requireText("m", request.method());
    proof.requireText("u", request.host());
    proof.requireText("p", request.path());
    requireQuery(proof, request);
    requireHeaders(proof, request);
    if (proof.claims().containsKey("b")) {
      proof.requireText("b", DpopCheck.digest(request.body().getBytes(UTF_8)));
    }
    if (!seen.isFirst(keyId, proof.text("nonce"), clock.instant().plus(Duration.ofMinutes(10)))) {
      throw new ProofJwt.BadProof("the signed request was used before");
    }
    if (wantsNonce && !nonces.take(proof.text("nonce"))) {
      throw new DpopCheck.NonceWanted();
    }
    return new Signed(proof.text("at"), keyId);
  }

  private static JWK key(ProofJwt proof) throws ProofJwt.BadProof {
    if (proof.claims().get("cnf") instanceof Map<?, ?> confirmation
        && confirmation.get("jwk") instanceof Map<?, ?> jwk) {
      Map<String, Object> members = new LinkedHashMap<>();
      jwk.forEach((name, value) -> members.put(String.valueOf(name), value));
      try {
        return JWK.parse(members);
      } catch (ParseException e) {
        throw new ProofJwt.BadProof("the key in the signed request is no JWK", e);
      }
    }
    throw new ProofJwt.BadProof("the signed request has no key in it");
  }

  private static void requireQuery(ProofJwt proof, RecordedRequest request)
      throws ProofJwt.BadProof {
    List<String> names = new ArrayList<>();
    String query = request.query().orElse("");
    if (query.isEmpty()) {
      return;
    }
    for (String pair : query.split("&", -1)) {
      names.add(pair.split("=", 2)[0]);
    }
    require(proof, "q", names, query);
  }

  private static void requireHeaders(ProofJwt proof, RecordedRequest request)
      throws ProofJwt.BadProof {
    if (!(proof.claims().get("h") instanceof List<?> pair
        && !pair.isEmpty()
        && pair.get(0) instanceof List<?> signed)) {
      return;
    }
    List<String> names = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (Object each : signed) {
      String name = String.valueOf(each);
      names.add(name);
      lines.add(name + ": " + request.header(name).orElse(""));
    }
    require(proof, "h", names, String.join("\n", lines));
  }

  private static void require(ProofJwt proof, String claim, List<String> names, String text)
      throws ProofJwt.BadProof {
    if (!List.of(names, DpopCheck.digest(text.getBytes(UTF_8))).equals(proof.claims().get(claim))) {
      throw new ProofJwt.BadProof("what is signed as " + claim + " is not what was sent");
    }
  }
}
