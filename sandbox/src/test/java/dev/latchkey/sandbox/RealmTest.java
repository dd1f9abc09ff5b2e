package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RealmTest {

  private static final String SECRET = "p:q+r/s%é";

  private Sandbox sandbox;
  private Client client;

  @BeforeEach
  void start() {
    sandbox =
        Sandbox.builder()
            .application(
                SandboxApplication.builder("cli:ent").secret(SECRET).extraScopes("email").build())
            .realm(
                SandboxRealm.builder("basic")
                    .authMethods("client_secret_basic")
                    .metadata("issuer", "https://other.example")
                    .metadata("mtls_endpoint_aliases", Map.of("token_endpoint", "x"))
                    .build())
            .start();
    client = new Client(sandbox);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static String basic(String id, String secret) {
    String pair = Client.encode(id) + ":" + Client.encode(secret);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> grant(String... more) {
    Map<String, String> form = Client.form(more);
    form.put("grant_type", "client_credentials");
    return form;
  }

  private Map<String, Object> metadata(String realm) throws Exception {
    return Json.read(
        client.get(sandbox.oidcAuthority(realm), "/.well-known/openid-configuration").body());
  }

  @Test
  void everyRealmExists() throws Exception {
    Map<String, Object> metadata = metadata("any");

    assertThat(metadata)
        .containsEntry("issuer", sandbox.oidcAuthority("any").toString())
        .containsEntry("token_endpoint", Client.realmToken(sandbox, "any").toString())
        .containsEntry(
            "token_endpoint_auth_methods_supported",
            List.of(
                "client_secret_basic",
                "client_secret_post",
                "private_key_jwt",
                "tls_client_auth",
                "self_signed_tls_client_auth"));
    assertThat(client.get(URI.create((String) metadata.get("jwks_uri")), "").body())
        .contains("\"RSA\"");
  }

  @Test
  void metadataIsAsRegistered() throws Exception {
    assertThat(metadata("basic"))
        .containsEntry("issuer", "https://other.example")
        .containsEntry("token_endpoint_auth_methods_supported", List.of("client_secret_basic"))
        .containsEntry("mtls_endpoint_aliases", Map.of("token_endpoint", "x"));
  }

  @Test
  void takesTheSecretInTheHeader() throws Exception {
    HttpResponse<String> response =
        client.post(
            Client.realmToken(sandbox, "basic"),
            grant("scope", "read write"),
            "Authorization",
            basic("cli:ent", SECRET));

    assertThat(response.statusCode()).isEqualTo(200);
    Map<String, Object> answer = Json.read(response.body());
    assertThat(answer)
        .containsEntry("scope", "read write email")
        .doesNotContainKey("ext_expires_in");
    SignedJWT token = SignedJWT.parse((String) answer.get("access_token"));
    JWKSet keys =
        JWKSet.parse(
            client.get(sandbox.oidcAuthority("basic"), "/protocol/openid-connect/certs").body());
    var key = keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey();
    assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
    assertThat(token.getJWTClaimsSet().getIssuer())
        .isEqualTo(sandbox.oidcAuthority("basic").toString());
    assertThat(token.getJWTClaimsSet().getStringClaim("scope")).isEqualTo("read write email");
  }

  @Test
  void takesTheSecretInTheBodyAndNoScope() throws Exception {
    HttpResponse<String> response =
        client.post(
            Client.realmToken(sandbox, "any"),
            grant("client_id", "cli:ent", "client_secret", SECRET));

    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void refusesAsTheStandardSays() throws Exception {
    HttpResponse<String> response =
        client.post(
            Client.realmToken(sandbox, "any"), grant(), "Authorization", basic("cli:ent", "wrong"));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .contains("Basic realm=\"sandbox\"");
    assertThat(Json.read(response.body()))
        .containsEntry("error", "invalid_client")
        .containsOnlyKeys("error", "error_description");
    assertThat(response.body()).doesNotContain("AADSTS");
  }

  @Test
  void refusesMethodsThatTheRealmDoesNotList() throws Exception {
    HttpResponse<String> response =
        client.post(
            Client.realmToken(sandbox, "basic"),
            grant("client_id", "cli:ent", "client_secret", SECRET));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).contains("client_secret_post is not supported");
  }

  @Test
  void refusesTwoMethodsAtOnce() throws Exception {
    HttpResponse<String> response =
        client.post(
            Client.realmToken(sandbox, "any"),
            grant("client_id", "cli:ent", "client_secret", SECRET),
            "Authorization",
            basic("cli:ent", SECRET));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("invalid_request");
  }

  @Test
  void refusesMethodsThatTheApplicationMayNotUse() throws Exception {
    sandbox
        .applications()
        .add(SandboxApplication.builder("cli:ent").secret(SECRET).basicAllowed(false).build());
    assertThat(
            client
                .post(
                    Client.realmToken(sandbox, "any"),
                    grant(),
                    "Authorization",
                    basic("cli:ent", SECRET))
                .statusCode())
        .isEqualTo(401);
    sandbox
        .applications()
        .add(SandboxApplication.builder("cli:ent").secret(SECRET).postAllowed(false).build());
    assertThat(
            client
                .post(
                    Client.realmToken(sandbox, "any"),
                    grant("client_id", "cli:ent", "client_secret", SECRET))
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void refusesMalformedHeaders() throws Exception {
    for (String value : List.of("Basic !!!", "Basic bm8tY29sb24=")) {
      assertThat(
              client
                  .post(Client.realmToken(sandbox, "any"), grant(), "Authorization", value)
                  .statusCode())
          .isEqualTo(401);
    }
  }
}
