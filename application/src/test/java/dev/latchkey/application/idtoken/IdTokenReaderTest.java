package dev.latchkey.application.idtoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.json.JsonText;
import dev.latchkey.application.request.IdTokenTimePolicy;
import dev.latchkey.domain.account.IdTokenClaims;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.IdTokenException;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.CorrelationId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class IdTokenReaderTest {

  private static final Instant NOW = Instant.ofEpochSecond(1893456000);
  private static final TestSigner SIGNER = TestSigner.of("ES256");
  private static final IdTokenExpectation EXPECTED =
      IdTokenExpectation.of(new ClientId(TokenProfile.CLIENT), IdTokenTimePolicy.STRICT);

  private final IdTokenReader reader = new IdTokenReader();

  @Test
  void handsOutEveryClaimItKnows() {
    String json =
        """
        {"iss":"https://id.example","sub":"s","aud":["%s","b"],"exp":1893459600,"iat":1893456000,\
        "nbf":1893455999.5,"auth_time":1893455000,"nonce":"n","oid":"o","tid":"t","upn":"u",\
        "preferred_username":"p","unique_name":"q","email":"e","name":"m","sid":"d",\
        "login_hint":"h","acr":"1","azp":"%s","amr":["pwd","mfa"],"levels":[1,2.5],"none":null}"""
            .formatted(TokenProfile.CLIENT, TokenProfile.CLIENT);

    IdTokenClaims claims = reader.read(signed(json), EXPECTED, NOW);

    assertThat(claims.issuer()).isEqualTo("https://id.example");
    assertThat(claims.subject()).isEqualTo("s");
    assertThat(claims.audiences()).containsExactly(TokenProfile.CLIENT, "b");
    assertThat(claims.expiresAt()).isEqualTo(NOW.plusSeconds(3600));
    assertThat(claims.issuedAt()).contains(NOW);
    assertThat(claims.notBefore()).contains(NOW.minusMillis(500));
    assertThat(claims.authTime()).contains(NOW.minusSeconds(1000));
    assertThat(claims.nonce()).contains("n");
    assertThat(claims.objectId()).contains("o");
    assertThat(claims.tenantId()).contains("t");
    assertThat(claims.upn()).contains("u");
    assertThat(claims.preferredUsername()).contains("p");
    assertThat(claims.uniqueName()).contains("q");
    assertThat(claims.email()).contains("e");
    assertThat(claims.name()).contains("m");
    assertThat(claims.sessionId()).contains("d");
    assertThat(claims.loginHint()).contains("h");
    assertThat(claims.authenticationContext()).contains("1");
    assertThat(claims.authorizedParty()).contains(TokenProfile.CLIENT);
    assertThat(claims.text("amr")).isEmpty();
    assertThat(claims.json()).isEqualTo(json);
    assertThat(claims.asMap())
        .containsEntry("amr", List.of("pwd", "mfa"))
        .containsEntry("levels", List.of(1L, 2.5))
        .doesNotContainKey("none");
    assertThat(claims).hasToString("IdTokenClaims[expiresAt=2030-01-01T01:00:00Z]");
  }

  @Test
  @Tag("S-284")
  void tellsReasonTimesAndClaimsOfATokenForAnother() {
    Secret jwt =
        signed("{\"iss\":\"i\",\"sub\":\"s\",\"aud\":\"other\",\"exp\":1893459600,\"iat\":1}");
    FailureDetails details =
        FailureDetails.none().withCorrelationId(new CorrelationId(new UUID(1, 2)));

    assertThatThrownBy(() -> reader.read(jwt, EXPECTED, NOW, details))
        .hasMessage(
            "id token refused: its aud is not this client's id, "
                + TokenProfile.CLIENT
                + "; issued at 1970-01-01T00:00:01Z; expires at 2030-01-01T01:00:00Z"
                + " (checked at 2030-01-01T00:00:00Z)")
        .isInstanceOfSatisfying(
            IdTokenException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(IdTokenException.Reason.AUDIENCE);
              assertThat(e.now()).isEqualTo(NOW);
              assertThat(e.claims())
                  .isEqualTo(
                      Map.of(
                          "iss", "i", "sub", "s", "aud", "other", "exp", 1893459600L, "iat", 1L));
              assertThat(e.correlationId()).contains(new CorrelationId(new UUID(1, 2)));
            });
  }

  @Test
  void policyOfTimesCanBeChosen() {
    Secret expired =
        signed("{\"iss\":\"i\",\"sub\":\"s\",\"aud\":\"" + TokenProfile.CLIENT + "\",\"exp\":1}");

    assertThat(reader.read(expired, EXPECTED.timePolicy(IdTokenTimePolicy.WARN), NOW).subject())
        .isEqualTo("s");
    assertThatThrownBy(() -> reader.read(expired, EXPECTED, NOW))
        .isInstanceOf(IdTokenException.class);
  }

  @Test
  void hashesANonceAsTheFamilyDoes() {
    assertThat(IdTokenExpectation.hashOf("KestrelHarborVane")).isEqualTo(TokenProfile.HASHED);
  }

  @Test
  void refusesANegativeAge() {
    assertThatThrownBy(() -> EXPECTED.maxAge(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void printsNoNonce() {
    assertThat(EXPECTED.nonce("KestrelHarborVane").toString()).doesNotContain("Kestrel");
  }

  // W-39: what was cached may be anything; the caller passes over what cannot be decoded.
  @Property
  void decodingThrowsNothingElse(@ForAll String text) {
    if (!text.isEmpty()) {
      assertThatThrownBy(() -> reader.decode(Secret.of(text)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Property
  void arbitraryTextIsRefusedByTheOneException(@ForAll String text) {
    if (!text.isEmpty()) {
      assertThatThrownBy(() -> reader.read(Secret.of(text), EXPECTED, NOW))
          .isInstanceOf(IdTokenException.class);
    }
  }

  @Property
  void arbitraryPayloadIsRefusedByTheOneException(@ForAll byte[] payload) {
    Secret jwt = Secret.of(SIGNER.sign(SIGNER.header(), payload));

    assertThatThrownBy(() -> reader.read(jwt, EXPECTED, NOW)).isInstanceOf(IdTokenException.class);
  }

  @Property(tries = 300)
  void arbitraryClaimsComeOutAsTheyWentIn(
      @ForAll @NotBlank @AlphaChars @NumericChars @StringLength(max = 200) String subject,
      @ForAll String name,
      @ForAll @LongRange(min = 1893456000L, max = 253402300799L) long exp,
      @ForAll @Size(max = 5) List<@AlphaChars @StringLength(min = 1, max = 9) String> others) {
    String json =
        new JsonText()
            .put("iss", "https://id.example")
            .put("sub", subject)
            .put("aud", TokenProfile.CLIENT)
            .put("exp", exp)
            .put("iat", 1)
            .put("name", name)
            .put("others", String.join(" ", others))
            .text();

    IdTokenClaims claims = reader.read(signed(json), EXPECTED, NOW);

    assertThat(claims.subject()).isEqualTo(subject);
    assertThat(claims.expiresAt().getEpochSecond()).isEqualTo(exp);
    assertThat(claims.asMap())
        .containsEntry("name", wellFormed(name))
        .containsEntry("others", String.join(" ", others));
    assertThat(claims).isEqualTo(reader.decode(signed(json)));
  }

  // Half a surrogate pair has no UTF-8.
  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static Secret signed(String json) {
    return Secret.of(SIGNER.sign(SIGNER.header(), json.getBytes(StandardCharsets.UTF_8)));
  }
}
