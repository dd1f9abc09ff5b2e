package dev.latchkey.application.idtoken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.account.IdTokenClaims;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.HomeAccountId;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomeAccountsTest {

  private static final Authority ENTRA =
      Authority.parse("https://login.microsoftonline.com/contoso.onmicrosoft.com");
  private static final Authority ADFS = Authority.parse("https://sts.contoso.example/adfs");
  private static final Authority B2C =
      Authority.parse("https://fabrikam.b2clogin.com/fabrikam.onmicrosoft.com/b2c_1_susi");
  private static final Authority OIDC = Authority.oidc(URI.create("https://id.example/realms/a"));

  // The ID token of the cache example that the family's own code made.
  private static final String GOLDEN =
      "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiIsImtpZCI6ImRlbW8ifQ."
          + "eyJpc3MiOiJodHRwczovL2xvZ2luLm1pY3Jvc29mdG9ubGluZS5jb20vOWI4YTdmNmUtNWQ0Yy00YjNhLWEy"
          + "OTEtNjY1NTQ0MzMyMjExL3YyLjAiLCJzdWIiOiJaazN2VDFfc3ViX2luX3RoaXNfYXBwIiwiYXVkIjoiM2Uy"
          + "ZDFjMGItYWFhYS00YmJiLThjY2MtZDBkMWQyZDNkNGQ1IiwiZXhwIjoxODkzNDU5NjAwLCJpYXQiOjE4OTM0"
          + "NTYwMDAsIm9pZCI6IjdjMWQyZTNmLTBhMWItNGMyZC04ZTNmLTExMjIzMzQ0NTU2NiIsInRpZCI6IjliOGE3"
          + "ZjZlLTVkNGMtNGIzYS1hMjkxLTY2NTU0NDMzMjIxMSIsInByZWZlcnJlZF91c2VybmFtZSI6Ik1pcmEuUXVp"
          + "c3RAY29udG9zby5leGFtcGxlIiwidmVyIjoiMi4wIn0.c2ln";

  @Test
  void namesThePersonOfTheGoldenVector() {
    IdTokenClaims claims = new IdTokenReader().decode(Secret.of(GOLDEN));

    assertThat(HomeAccounts.localAccountId(claims))
        .isEqualTo("7c1d2e3f-0a1b-4c2d-8e3f-112233445566");
    assertThat(HomeAccounts.username(claims)).contains("Mira.Quist@contoso.example");
    assertThat(claims.audiences()).containsExactly("3e2d1c0b-aaaa-4bbb-8ccc-d0d1d2d3d4d5");
    assertThat(claims.tenantId()).contains("9b8a7f6e-5d4c-4b3a-a291-665544332211");
    assertThat(claims.expiresAt().getEpochSecond()).isEqualTo(1893459600);
  }

  @Test
  void takesWhatEntraToldBesideTheTokens() {
    assertThat(
            HomeAccounts.homeAccountId(
                ENTRA, new ClientInfo("u", "t"), claims(Map.of("oid", "o", "tid", "x"))))
        .contains(new HomeAccountId("u.t"));
    assertThat(HomeAccounts.homeAccountId(B2C, new ClientInfo("u-b2c_1_susi", "t"), null))
        .contains(new HomeAccountId("u-b2c_1_susi.t"));
  }

  @Test
  void takesTheSubjectWhereMicrosoftKindsToldNothingElse() {
    assertThat(HomeAccounts.homeAccountId(ADFS, null, claims(Map.of("sub", "aB3+/x=="))))
        .contains(new HomeAccountId("aB3+/x=="));
    assertThat(HomeAccounts.homeAccountId(ENTRA, null, claims(Map.of("sub", "s"))))
        .contains(new HomeAccountId("s"));
  }

  @Test
  void namesNobodyWithoutEither() {
    assertThat(HomeAccounts.homeAccountId(ENTRA, null, null)).isEmpty();
  }

  @Test
  void keepsSubjectsOfOtherProvidersApartByTheirIssuer() {
    HomeAccountId id =
        HomeAccounts.homeAccountId(
                OIDC, null, claims(Map.of("sub", "7", "iss", "https://id.example/realms/a")))
            .orElseThrow();

    // printf 'https://id.example/realms/a' | openssl dgst -sha256 -binary | basenc --base64url
    assertThat(id.value()).isEqualTo("7.T1zKebv4EX73kiXDuGT5XwoaoOH-d1dQ6_HyLZN4G8o");
    assertThat(
            HomeAccounts.homeAccountId(
                OIDC, null, claims(Map.of("sub", "7", "iss", "https://id.example/realms/b"))))
        .isNotEqualTo(Optional.of(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "\u00e9", "\ud83d\udd11", "a%20b", "a.b", "auth0|7"})
  void everySubjectFitsAnIdentifier(String subject) {
    assertThat(HomeAccounts.homeAccountId(OIDC, null, claims(Map.of("sub", subject)))).isPresent();
    assertThat(HomeAccounts.homeAccountId(ADFS, null, claims(Map.of("sub", subject)))).isPresent();
  }

  @Test
  void neverMakesOnePersonOfTwo() {
    Set<HomeAccountId> seen = new HashSet<>();
    List<String> subjects = List.of("a b", "a%20b", "a%2520b", "a.b", "a", "A", "\u00e9", "%C3%A9");
    for (String subject : subjects) {
      seen.add(
          HomeAccounts.homeAccountId(OIDC, null, claims(Map.of("sub", subject))).orElseThrow());
    }

    assertThat(seen).hasSameSizeAs(subjects);
  }

  @Test
  void longestSubjectStillFits() {
    assertThat(HomeAccounts.homeAccountId(OIDC, null, claims(Map.of("sub", "\u00e9".repeat(127)))))
        .isPresent();
  }

  @Test
  void localAccountIsTheObjectElseTheSubject() {
    assertThat(HomeAccounts.localAccountId(claims(Map.of("oid", "o", "sub", "s")))).isEqualTo("o");
    assertThat(HomeAccounts.localAccountId(claims(Map.of("sub", "s")))).isEqualTo("s");
  }

  @Test
  void usernameIsThePreferredOneElseThePrincipalName() {
    assertThat(HomeAccounts.username(claims(Map.of("preferred_username", "p", "upn", "u"))))
        .contains("p");
    assertThat(HomeAccounts.username(claims(Map.of("preferred_username", "", "upn", "u"))))
        .contains("u");
    assertThat(HomeAccounts.username(claims(Map.of("email", "e", "name", "n")))).isEmpty();
  }

  private static IdTokenClaims claims(Map<String, Object> some) {
    Map<String, Object> members =
        new HashMap<>(Map.of("iss", "https://id.example", "sub", "s", "aud", "c", "exp", 1L));
    members.putAll(some);
    return IdTokenClaims.of("{}", members);
  }
}
