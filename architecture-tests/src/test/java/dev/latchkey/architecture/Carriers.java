package dev.latchkey.architecture;

import dev.latchkey.application.request.AdminConsentRequest;
import dev.latchkey.application.request.AppToken;
import dev.latchkey.application.request.AuthCodeCompletion;
import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.application.request.AuthCodeRequest;
import dev.latchkey.application.request.AuthResponse;
import dev.latchkey.application.request.AuthorizationUrlRequest;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.DeviceCodeRequest;
import dev.latchkey.application.request.EndSessionRequest;
import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.application.request.OnBehalfOfRequest;
import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.application.request.PendingDeviceCodeFlow;
import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.request.SessionRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.application.request.TokenExchangeRequest;
import dev.latchkey.application.request.TokensObtained;
import dev.latchkey.application.request.UserFederatedIdentityRequest;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.account.IdTokenClaims;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.CacheQuery;
import dev.latchkey.domain.cache.IdToken;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.cache.RefreshToken;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.Passphrase;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.error.AuthResponseException;
import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.CredentialUnavailableException;
import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.IdTokenException;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.grant.AuthorizationCodeGrant;
import dev.latchkey.domain.grant.DeviceCodeGrant;
import dev.latchkey.domain.grant.OnBehalfOfGrant;
import dev.latchkey.domain.grant.PasswordGrant;
import dev.latchkey.domain.grant.RefreshTokenGrant;
import dev.latchkey.domain.grant.SamlGrant;
import dev.latchkey.domain.grant.SamlVersion;
import dev.latchkey.domain.grant.TokenExchangeGrant;
import dev.latchkey.domain.grant.UserFederatedIdentityGrant;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.scheme.DpopScheme;
import dev.latchkey.domain.scheme.PopAuthScheme;
import dev.latchkey.domain.scheme.ProtectedRequest;
import dev.latchkey.domain.scheme.SignedRequestScheme;
import dev.latchkey.domain.scheme.SigningKeys;
import dev.latchkey.domain.token.Lifetime;
import dev.latchkey.domain.token.Moment;
import dev.latchkey.domain.token.ScopeMatching;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.spi.broker.BrokerCall;
import dev.latchkey.spi.broker.BrokerRequest;
import dev.latchkey.spi.broker.BrokerToken;
import dev.latchkey.spi.broker.SsoCookies;
import dev.latchkey.spi.browser.BrowserUrl;
import dev.latchkey.spi.browser.RedirectAnswer;
import dev.latchkey.spi.cache.CacheKey;
import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoredPartition;
import dev.latchkey.spi.cache.Version;
import dev.latchkey.spi.crypto.AssertionRequest;
import dev.latchkey.spi.crypto.KeyMaterial;
import dev.latchkey.spi.crypto.VerifiedToken;
import dev.latchkey.spi.http.ClientCertificate;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Proxy;
import dev.latchkey.spi.identity.ManagedIdentityAnswer;
import dev.latchkey.spi.system.ProcessResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;

/** One value of every public type that carries a secret, each with the marker where secrets are. */
final class Carriers {

  static final String MARKER = "hush-0dd1c0de";

  private static final Secret SECRET = Secret.of(MARKER);
  private static final Secret VERIFIER = Secret.of(MARKER.repeat(9).substring(0, 43));
  private static final byte[] BYTES = MARKER.getBytes(StandardCharsets.UTF_8);
  private static final ClientId CLIENT = new ClientId("client");
  private static final HomeAccountId PERSON = new HomeAccountId("uid.utid");
  private static final Realm REALM = new Realm("contoso");
  private static final Scopes SCOPES = Scopes.of("https://graph.example/.default");
  private static final Moment NOW = new Moment(0, 0);
  private static final Lifetime LIFETIME = Lifetime.of(NOW, Duration.ofHours(1));

  private Carriers() {}

  static Stream<Object> values() {
    return Stream.of(ofDomain(), ofHttp(), ofOtherPorts(), ofRequests()).flatMap(it -> it);
  }

  private static Stream<Object> ofDomain() {
    Environment environment = Authority.entra(Cloud.PUBLIC, "contoso").environment();
    TokenResult result = TokenResult.builder(SECRET, LIFETIME).scopes(SCOPES).build();
    AccessToken accessToken =
        AccessToken.of(CLIENT, environment, SCOPES, ScopeMatching.EXACT, LIFETIME, result);
    PartitionKey.App key = new PartitionKey.App(CLIENT, environment, REALM);
    return Stream.of(
        CacheQuery.of(AccessToken.class),
        SECRET,
        Secret.of(MARKER.repeat(9)).packed(),
        ClientCredential.secret(MARKER),
        ClientCredential.assertion(context -> SECRET),
        ClientCredential.assertionFile(Path.of("token")),
        ClientCredential.certificate(KeySource.of(new MarkedKey(), List.of(certificate()))),
        KeySource.of(new MarkedKey(), List.of(certificate())),
        KeySource.pem(SECRET).passphrase(passphrase()),
        KeySource.pfx(Path.of("key.pfx")).passphrase(passphrase()),
        KeySource.pkcs11(Path.of("hsm.cfg")).pin(passphrase()),
        KeySource.rotating(() -> KeySource.pem(SECRET)),
        passphrase(),
        result,
        TokenResult.builder(SECRET, LIFETIME),
        accessToken,
        CachePartition.empty(key).with(accessToken, NOW),
        TokenResult.withoutAccessToken(LIFETIME).idToken(SECRET, claims()).build(),
        new RefreshTokenGrant(SECRET, SCOPES),
        new AuthorizationCodeGrant(SECRET, URI.create("http://localhost"), SECRET, SCOPES, false),
        new DeviceCodeGrant(SECRET, SCOPES),
        new PasswordGrant(MARKER, SECRET, SCOPES),
        new SamlGrant(SECRET, SamlVersion.SAML_2_0, SCOPES),
        new OnBehalfOfGrant(SECRET, SCOPES),
        new UserFederatedIdentityGrant(SECRET, null, MARKER, SCOPES),
        UserFederatedIdentityRequest.ofUsername(List.of("s"), MARKER, SECRET),
        new TokenExchangeGrant(
            SECRET,
            TokenExchangeRequest.ACCESS_TOKEN,
            SECRET,
            TokenExchangeRequest.ACCESS_TOKEN,
            SCOPES),
        TokenExchangeRequest.of(SECRET).actor(SECRET, TokenExchangeRequest.ACCESS_TOKEN),
        new RefreshToken(PERSON, environment, CLIENT, null, SECRET, Instant.EPOCH),
        new IdToken(PERSON, environment, CLIENT, REALM, SECRET),
        new PopAuthScheme("GET", URI.create("https://api.example/" + MARKER), MARKER),
        ProtectedRequest.of("GET", URI.create("https://api.example/" + MARKER))
            .headers(Map.of("x-key", MARKER))
            .body(BYTES)
            .nonce(MARKER),
        SigningKeys.of(SigningAlgorithm.PS256, KeySource.pem(SECRET)),
        SignedRequestScheme.of(KeySource.pem(SECRET)),
        DpopScheme.of(SigningAlgorithm.ES256, KeySource.pem(SECRET)));
  }

  private static IdTokenClaims claims() {
    Map<String, Object> members =
        Map.of("iss", "https://id.example", "sub", MARKER, "aud", "client", "exp", 1L);
    return IdTokenClaims.of("{\"sub\":\"" + MARKER + "\"}", members);
  }

  private static Passphrase passphrase() {
    return Passphrase.of(MARKER.toCharArray());
  }

  private static Stream<Object> ofHttp() {
    HttpHeaders headers = HttpHeaders.none().with("authorization", "Bearer " + MARKER);
    URI uri = URI.create("https://id.example/token?code=" + MARKER);
    Proxy proxy = Proxy.via(new HostAndPort("proxy.example", 8080), "user", SECRET);
    ClientCertificate certificate = ClientCertificate.of(new MarkedKey(), List.of(certificate()));
    return Stream.of(
        headers,
        HttpRequest.get(uri, headers),
        HttpRequest.post(uri, headers, BYTES).withClientCertificate(certificate),
        HttpResponse.of(200, headers, BYTES),
        certificate,
        proxy,
        HttpSettings.defaults().proxy(proxy));
  }

  private static Stream<Object> ofOtherPorts() {
    StoredPartition stored = StoredPartition.of(new Version("1"), BYTES);
    BrokerCall call =
        BrokerCall.of(
            CLIENT, URI.create("https://app.example/"), new CorrelationId(new UUID(0, 1)));
    KeyMaterial key = KeyMaterial.of(new MarkedKey(), List.of(certificate()));
    return Stream.of(
        key,
        AssertionRequest.of(key, SigningAlgorithm.PS256, MARKER),
        VerifiedToken.of(SigningAlgorithm.PS256, "{}", MARKER),
        ManagedIdentityAnswer.of(SECRET, TokenType.BEARER, Duration.ofHours(1)),
        CacheKey.of("first", new SecretKeySpec(BYTES, "AES")),
        stored,
        new Replaced.Conflict(stored),
        ProcessResult.of(0, MARKER, MARKER),
        RedirectAnswer.query("code=" + MARKER),
        RedirectAnswer.form("code=" + MARKER),
        new BrowserUrl(URI.create("https://id.example/authorize?state=" + MARKER)),
        new SsoCookies.Cookie("x-ms-refresh", SECRET),
        BrokerRequest.builder(call, URI.create("https://id.example/contoso"), SCOPES)
            .accessTokenToRenew(SECRET)
            .build(),
        BrokerToken.builder(SECRET, TokenType.BEARER, Instant.EPOCH, SCOPES)
            .idToken(SECRET)
            .clientInfo(MARKER)
            .build());
  }

  private static Stream<Object> ofRequests() {
    return Stream.of(
        TokensObtained.of(CLIENT, Authority.entra(Cloud.PUBLIC, "contoso"), SECRET),
        AppToken.of(SECRET, Duration.ofHours(1)),
        AuthResponse.ofQuery("code=" + MARKER + "&state=" + MARKER),
        AuthCodeCompletion.of(MARKER, AuthResponse.ofQuery("error=" + MARKER)),
        AuthCodeRequest.of(SECRET, List.of("scope")).codeVerifier(VERIFIER).nonce(MARKER),
        AuthCodeFlowRequest.of(List.of("scope")).state(MARKER).loginHint(MARKER),
        AuthorizationUrlRequest.of(List.of("scope")).state(MARKER).nonce(MARKER).loginHint(MARKER),
        EndSessionRequest.create().idTokenHint(SECRET).logoutHint(MARKER),
        InteractiveRequest.of(List.of("scope")).loginHint(MARKER),
        PendingAuthCodeFlow.of(
            URI.create("https://id.example/?state=" + MARKER + "#" + MARKER), MARKER, SECRET),
        ClientRequest.of("scope")
            .claims("{\"access_token\":{\"nbf\":{\"value\":\"" + MARKER + "\"}}}")
            .extraParameters(Map.of("hint", MARKER)),
        PendingDeviceCodeFlow.restore(
            Secret.of(
                """
                {"client_id":"client","authority":"https://id.example/contoso",
                 "correlation_id":"00000000-0000-0000-0000-000000000001","scope":"scope",
                 "device_code":"%s","user_code":"%s","verification_uri":"https://id.example/%s",
                 "expires_at":1,"interval":5,"message":"enter %s","extra_parameters":"{}"}\
                """
                    .replace("%s", MARKER))),
        OnBehalfOfRequest.of(List.of("scope"), SECRET).sessionKey(MARKER),
        SessionRequest.of(List.of("scope"), MARKER),
        AdminConsentRequest.of(URI.create("https://app.example/")).state(MARKER),
        DeviceCodeRequest.of(List.of("scope")).extraParameters(Map.of("hint", MARKER)),
        RefreshTokenRequest.of(List.of("scope"), SECRET)
            .extraParameters(Map.of("hint", MARKER))
            .options(),
        PasswordRequest.of(List.of("scope"), MARKER, MARKER.toCharArray()),
        RefreshTokenRequest.of(List.of("scope"), SECRET).extraParameters(Map.of("hint", MARKER)),
        SilentRequest.of(
                List.of("scope"),
                Account.of(
                    new HomeAccountId(MARKER + ".utid"), new Environment("login.example"), MARKER))
            .claims("{\"access_token\":{\"nbf\":{\"value\":\"" + MARKER + "\"}}}"));
  }

  /** {@return one of every exception, each with a server's answer that is full of markers} */
  static Stream<TokenException> exceptions() {
    OAuthError error =
        OAuthError.builder(OAuthErrorCode.INVALID_GRANT)
            .description("the token " + MARKER + " is not known")
            .uri("https://id.example/?token=" + MARKER)
            .claims("{\"marker\":\"" + MARKER + "\"}")
            .build();
    FailureDetails details =
        FailureDetails.none().withError(error).withAnswer(400, "text/html", "<p>" + MARKER);
    return Stream.of(
        new AuthResponseException("failed", details, null),
        new BrokerException("failed", details, null),
        new CacheException("failed", details, null),
        new CancelledException("failed", details, null),
        new ConfigurationException("failed", details, null),
        new CredentialUnavailableException("failed", details, null),
        new CryptoException("failed", details, null),
        new IdTokenException(
            IdTokenException.Reason.NONCE,
            "its nonce is another",
            Instant.EPOCH,
            Map.of("nonce", MARKER),
            details,
            null),
        new InteractionRequiredException(
            InteractionRequiredException.Reason.REFUSED, "failed", details, null),
        new ServiceException("failed", details, null),
        new TransportException(TransportException.Reason.TIMED_OUT, "failed", details, null));
  }

  private static X509Certificate certificate() {
    try (InputStream in = Carriers.class.getResourceAsStream("/certificate.pem")) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (CertificateException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prints, as some keys of real providers do. */
  private static final class MarkedKey implements PrivateKey {
    private static final long serialVersionUID = 1L;

    @Override
    public String getAlgorithm() {
      return "RSA";
    }

    @Override
    public String getFormat() {
      return "PKCS#8";
    }

    @Override
    public byte[] getEncoded() {
      return BYTES.clone();
    }

    @Override
    public String toString() {
      return MARKER;
    }
  }
}
