package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes the steps of an application whose users sign in, against one tenant or realm. */
final class UserFlow {

  static final String REDIRECT = "https://app.example/back?kept=1";
  static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  // The pair of RFC 7636, appendix B.
  static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private final Sandbox sandbox;
  private final URI authority;
  private final boolean realm;
  private final Client client;

  private UserFlow(Sandbox sandbox, URI authority, boolean realm) {
    this.sandbox = sandbox;
    this.authority = authority;
    this.realm = realm;
    client = new Client(sandbox);
  }

  static UserFlow entra(Sandbox sandbox, String tenant) {
    return new UserFlow(sandbox, sandbox.authority(tenant), false);
  }

  static UserFlow realm(Sandbox sandbox, String name) {
    return new UserFlow(sandbox, sandbox.oidcAuthority(name), true);
  }

  URI deviceEndpoint() {
    return URI.create(
        authority + (realm ? "/protocol/openid-connect/auth/device" : "/oauth2/v2.0/devicecode"));
  }

  URI tokenEndpoint() {
    return URI.create(
        authority + (realm ? "/protocol/openid-connect/token" : "/oauth2/v2.0/token"));
  }

  /** Returns an authorization URI with sensible parameters, and those given besides or instead. */
  URI uri(String... more) {
    Map<String, String> parameters =
        Client.form(
            "client_id",
            "app",
            "response_type",
            "code",
            "redirect_uri",
            REDIRECT,
            "scope",
            "openid profile offline_access",
            "state",
            "s t&te",
            "nonce",
            "n-1",
            "code_challenge",
            CHALLENGE,
            "code_challenge_method",
            "S256",
            "client_info",
            "1");
    parameters.putAll(Client.form(more));
    parameters.values().removeIf(String::isEmpty);
    String path = realm ? "/protocol/openid-connect/auth" : "/oauth2/v2.0/authorize";
    return URI.create(authority + path + "?" + Client.encode(parameters));
  }

  /** Signs Mira in, and returns the form that redeems her code. */
  Map<String, String> redemption(String... more) {
    return redemptionOf(sandbox.signIn(uri(more), "mira@contoso.example"));
  }

  static Map<String, String> redemptionOf(SandboxRedirect redirect) {
    return new LinkedHashMap<>(
        Client.form(
            "grant_type",
            "authorization_code",
            "client_id",
            "app",
            "code",
            redirect.parameter("code").orElseThrow(),
            "redirect_uri",
            REDIRECT,
            "code_verifier",
            VERIFIER,
            "client_info",
            "1"));
  }

  static Map<String, String> refresh(Object token, String... more) {
    Map<String, String> form =
        Client.form(
            "grant_type",
            "refresh_token",
            "client_id",
            "app",
            "client_info",
            "1",
            "refresh_token",
            (String) token);
    form.putAll(Client.form(more));
    return form;
  }

  Map<String, Object> post(Map<String, String> form, int status) throws Exception {
    return post(tokenEndpoint(), form, status);
  }

  Map<String, Object> post(URI endpoint, Map<String, String> form, int status) throws Exception {
    var response = client.post(endpoint, form);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return Json.read(response.body());
  }

  /** Verifies a token with the keys that this tenant or realm publishes, and returns its claims. */
  JWTClaimsSet claims(Object token) throws Exception {
    SignedJWT jwt = SignedJWT.parse((String) token);
    String path = realm ? "/protocol/openid-connect/certs" : "/discovery/v2.0/keys";
    JWKSet keys = JWKSet.parse(client.get(authority, path).body());
    var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey();
    assertThat(jwt.verify(new RSASSAVerifier(key))).isTrue();
    return jwt.getJWTClaimsSet();
  }
}
