package dev.latchkey.application.idtoken;

import dev.latchkey.application.protocol.Endpoints;
import dev.latchkey.application.protocol.SignInEndpoints;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Realm;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What tokens of a kind of authority look like, and what is expected of them. */
enum TokenProfile {
  ENTRA(entra("contoso.onmicrosoft.com"), tenant(TokenProfile.TENANT), TokenProfile.TENANT),
  COMMON(entra("common"), tenant("{tenantid}"), "common"),
  CONSUMERS(entra("consumers"), tenant(TokenProfile.PERSONAL), TokenProfile.PERSONAL),
  B2C(
      Authority.parse("https://fabrikam.b2clogin.com/fabrikam.onmicrosoft.com/b2c_1_susi"),
      "https://fabrikam.b2clogin.com/" + TokenProfile.TENANT + "/v2.0/",
      "fabrikam.onmicrosoft.com"),
  ADFS(
      Authority.parse("https://sts.contoso.example/adfs"),
      "https://sts.contoso.example/adfs",
      "adfs"),
  OIDC(
      Authority.oidc(URI.create("https://id.example/realms/a")),
      "https://id.example/realms/a",
      "/realms/a"),
  NONCE(OIDC, it -> it.hashedNonce("KestrelHarborVane")),
  RAWNONCE(OIDC, it -> it.nonce("KestrelHarborVane")),
  MAXAGE(OIDC, it -> it.maxAge(Duration.ofHours(1))),
  ENTRAMAXAGE(ENTRA, it -> it.maxAge(Duration.ofHours(1)));

  static final String CLIENT = "3e2d1c0b-aaaa-4bbb-8ccc-d0d1d2d3d4d5";
  static final String TENANT = "9b8a7f6e-5d4c-4b3a-a291-665544332211";
  static final String PERSONAL = "9188040d-6c67-4c5b-b112-36a304b66dad";
  static final String HASHED = "42122b7f405c3011048a30ccf3ac430b696da1d09de0ba5030987eec08497a59";

  /** No message may have it. */
  static final String PERSON = "Mira.Quist";

  private final Endpoints endpoints;
  private final UnaryOperator<IdTokenExpectation> more;

  TokenProfile(Authority authority, String issuer, String realm) {
    URI token = URI.create(authority.uri() + "/token");
    this.endpoints =
        new Endpoints(
            authority,
            token,
            token,
            new Realm(realm),
            null,
            Set.of(),
            issuer,
            null,
            null,
            new SignInEndpoints(null, null, null, null, false));
    this.more = it -> it;
  }

  TokenProfile(TokenProfile like, UnaryOperator<IdTokenExpectation> more) {
    this.endpoints = like.endpoints;
    this.more = more;
  }

  private static Authority entra(String tenant) {
    return Authority.parse("https://login.microsoftonline.com/" + tenant);
  }

  private static String tenant(String tenant) {
    return "https://login.microsoftonline.com/" + tenant + "/v2.0";
  }

  IdTokenExpectation expectation() {
    return more.apply(IdTokenExpectation.of(new ClientId(CLIENT), endpoints));
  }

  /** {@return names and JSON values} */
  Map<String, String> claims() {
    String tenant = this == CONSUMERS ? PERSONAL : TENANT;
    Map<String, String> claims = new LinkedHashMap<>();
    claims.put("iss", quoted(endpoints.issuer().replace("{tenantid}", tenant)));
    claims.put("sub", quoted("Zk3vT1_sub_in_this_app"));
    claims.put("aud", quoted(CLIENT));
    claims.put("exp", "@+3600");
    claims.put("iat", "@-1");
    claims.put("nbf", "@-1");
    claims.put("name", quoted(PERSON));
    claims.put("email", quoted(PERSON + "@contoso.example"));
    switch (this) {
      case ADFS -> claims.put("upn", quoted(PERSON + "@contoso.example"));
      case B2C -> {
        claims.put("tfp", quoted("b2c_1_susi"));
        claims.put("oid", quoted("7c1d2e3f-0a1b-4c2d-8e3f-112233445566"));
      }
      case ENTRA, COMMON, CONSUMERS, ENTRAMAXAGE -> {
        claims.put("oid", quoted("7c1d2e3f-0a1b-4c2d-8e3f-112233445566"));
        claims.put("tid", quoted(tenant));
        claims.put("preferred_username", quoted(PERSON + "@contoso.example"));
        claims.put("ver", quoted("2.0"));
      }
      case NONCE, RAWNONCE -> claims.put("nonce", quoted(HASHED));
      case OIDC, MAXAGE -> claims.put("sid", quoted("s1"));
    }
    return claims;
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
