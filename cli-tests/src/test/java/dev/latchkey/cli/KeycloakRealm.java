package dev.latchkey.cli;

import dev.latchkey.sandbox.TestCertificate;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The realm that Keycloak imports: a client for each way to prove an identity. */
final class KeycloakRealm {

  static final String NAME = "latchkey";
  static final String EC_KEY_ID = "key-of-may";
  static final Map<String, String> SECRETS =
      Map.of("plain", "plainsecret", "special", "p+/=%&\u00e9 \u00fc");

  static final String WEB_SECRET = "websecret";
  static final String USER = "mira";
  static final String OTHER_USER = "sam";
  static final String ONLINE_USER = "olga";
  private static final String OFFLINE = "offline_access";
  static final String PASSWORD = "p&ss word \u00e9\u20ac";

  final TestCertificate authority =
      TestCertificate.builder("CN=Latchkey test authority").authority().build();
  final TestCertificate rsa = TestCertificate.builder("CN=daemon").issuer(authority).build();
  final TestCertificate ec = TestCertificate.ec("CN=daemon of curves");
  final TestCertificate stranger = TestCertificate.builder("CN=stranger").issuer(authority).build();

  private final Optional<SoftHsm> hsm;
  private final Path trustStore;

  private KeycloakRealm(Optional<SoftHsm> hsm, Path trustStore) {
    this.hsm = hsm;
    this.trustStore = trustStore;
  }

  static KeycloakRealm write(Path folder) throws Exception {
    KeycloakRealm realm =
        new KeycloakRealm(SoftHsm.installed(folder), folder.resolve("client-trust.p12"));
    realm.writeTrustStore();
    Files.writeString(folder.resolve("rsa.pem"), realm.rsa.keyPem() + realm.rsa.chainPem());
    Files.writeString(folder.resolve("ec.pem"), realm.ec.keyPem() + realm.ec.certificatePem());
    Files.write(folder.resolve("rsa.pfx"), realm.rsa.pfx("hush".toCharArray()));
    return realm;
  }

  private void writeTrustStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("authority", authority.certificate());
    try (OutputStream out = Files.newOutputStream(trustStore)) {
      store.store(out, Keycloak.STORE_WORD.toCharArray());
    }
  }

  /** Those who may issue the certificates of clients. */
  Path trustStore() {
    return trustStore;
  }

  Optional<SoftHsm> hsm() {
    return hsm;
  }

  String description() throws GeneralSecurityException {
    JsonArrayBuilder clients = Json.createArrayBuilder();
    SECRETS.forEach((id, secret) -> clients.add(client(id, "client-secret").add("secret", secret)));
    clients.add(signing("rs256", rsa.certificate(), "RS256"));
    clients.add(signing("ps256", rsa.certificate(), "PS256"));
    clients.add(
        client("es256", "client-jwt")
            .add(
                "attributes",
                Json.createObjectBuilder()
                    .add("use.jwks.string", "true")
                    .add("jwks.string", keySet())));
    clients.add(
        client("tls", "client-x509")
            .add(
                "attributes",
                Json.createObjectBuilder()
                    .add("x509.subjectdn", "CN=daemon")
                    .add("x509.allow.regex.pattern.comparison", "false")));
    clients.add(
        client("dpop", "client-secret")
            .add("secret", WEB_SECRET)
            .add("attributes", Json.createObjectBuilder().add("dpop.bound.access.tokens", "true")));
    clients.add(
        client("tlsbound", "client-x509")
            .add(
                "attributes",
                Json.createObjectBuilder()
                    .add("x509.subjectdn", "CN=daemon")
                    .add("x509.allow.regex.pattern.comparison", "false")
                    .add("tls.client.certificate.bound.access.tokens", "true")));
    clients.add(web("web", false));
    clients.add(web("asking", true));
    clients.add(desktop());
    if (hsm.isPresent()) {
      clients.add(signing("hsm", hsm.get().certificate(), "RS256"));
    }
    return Json.createObjectBuilder()
        .add("realm", NAME)
        .add("enabled", true)
        .add("accessTokenLifespan", 3600)
        // A refresh token is good for one attempt.
        .add("revokeRefreshToken", true)
        .add("refreshTokenMaxReuse", 0)
        .add("oauth2DevicePollingInterval", 1)
        .add("clients", clients)
        .add(
            "users",
            Json.createArrayBuilder()
                .add(user(USER, OFFLINE))
                .add(user(OTHER_USER, OFFLINE))
                .add(user(ONLINE_USER)))
        .build()
        .toString();
  }

  private static JsonObjectBuilder client(String id, String authenticator) {
    return Json.createObjectBuilder()
        .add("clientId", id)
        .add("clientAuthenticatorType", authenticator)
        .add("publicClient", false)
        .add("standardFlowEnabled", false)
        .add("serviceAccountsEnabled", true);
  }

  // Keycloak takes every port where the address is loopback and has none (RFC 8252, section 7.3).
  private static JsonObjectBuilder web(String id, boolean asksForConsent) {
    return client(id, "client-secret")
        .add("secret", WEB_SECRET)
        .add("standardFlowEnabled", true)
        .add("consentRequired", asksForConsent)
        .add("directAccessGrantsEnabled", true)
        .add(
            "redirectUris",
            Json.createArrayBuilder().add("http://127.0.0.1/done").add("http://localhost"))
        .add(
            "attributes",
            Json.createObjectBuilder().add("post.logout.redirect.uris", "http://127.0.0.1/bye"));
  }

  private static JsonObjectBuilder desktop() {
    return Json.createObjectBuilder()
        .add("clientId", "desktop")
        .add("publicClient", true)
        .add("standardFlowEnabled", true)
        .add("directAccessGrantsEnabled", true)
        .add("redirectUris", Json.createArrayBuilder().add("http://localhost"))
        .add(
            "attributes",
            Json.createObjectBuilder().add("oauth2.device.authorization.grant.enabled", "true"));
  }

  private static JsonObjectBuilder user(String name, String... roles) {
    return Json.createObjectBuilder()
        .add("username", name)
        .add("enabled", true)
        .add("email", name + "@contoso.example")
        .add("emailVerified", true)
        .add("firstName", name)
        .add("lastName", "Quist")
        // The library asks for offline_access, which is a role here.
        .add("realmRoles", Json.createArrayBuilder(List.of(roles)))
        .add(
            "credentials",
            Json.createArrayBuilder()
                .add(Json.createObjectBuilder().add("type", "password").add("value", PASSWORD)));
  }

  private static JsonObjectBuilder signing(String id, X509Certificate certificate, String algorithm)
      throws GeneralSecurityException {
    return client(id, "client-jwt")
        .add(
            "attributes",
            Json.createObjectBuilder()
                .add(
                    "jwt.credential.certificate",
                    Base64.getEncoder().encodeToString(certificate.getEncoded()))
                .add("token.endpoint.auth.signing.alg", algorithm));
  }

  private String keySet() {
    ECPublicKey key = (ECPublicKey) ec.certificate().getPublicKey();
    return Json.createObjectBuilder()
        .add(
            "keys",
            Json.createArrayBuilder()
                .add(
                    Json.createObjectBuilder()
                        .add("kty", "EC")
                        .add("use", "sig")
                        .add("alg", "ES256")
                        .add("crv", "P-256")
                        .add("kid", EC_KEY_ID)
                        .add("x", coordinate(key.getW().getAffineX()))
                        .add("y", coordinate(key.getW().getAffineY()))))
        .build()
        .toString();
  }

  private static String coordinate(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(bytes.length, fixed.length);
    System.arraycopy(bytes, bytes.length - length, fixed, fixed.length - length, length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
  }
}
