package dev.latchkey.application.protocol;

import dev.latchkey.application.credential.AssertionAudience;
import dev.latchkey.application.credential.AssertionFiles;
import dev.latchkey.application.credential.OpenCertificate;
import dev.latchkey.application.credential.OpenCertificates;
import dev.latchkey.application.credential.OpenKey;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.credential.AssertionContext;
import dev.latchkey.domain.credential.AssertionCredential;
import dev.latchkey.domain.credential.AssertionFileCredential;
import dev.latchkey.domain.credential.CertificateCredential;
import dev.latchkey.domain.credential.ClientAuthentication;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.credential.SecretCredential;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.grant.ClientCredentialsGrant;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.spi.http.ClientCertificate;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.identity.CredentialSource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Proves the client's identity to a token endpoint, in a way that the endpoint accepts. */
public final class ClientAuthenticator implements ClientIdentity {

  private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:";
  private static final String JWT_BEARER = ASSERTION_TYPE + "jwt-bearer";

  // Entra's: for an assertion whose certificate is shown in the handshake.
  private static final String JWT_POP = ASSERTION_TYPE + "jwt-pop";

  private final ClientId clientId;
  private final CredentialSource credentials;
  private final AuthenticationChoice choice;
  private final OpenCertificates certificates;
  private final AssertionFiles files;

  /**
   * Proves one client's identity.
   *
   * @param clientId the client
   * @param credentials asked anew for each token request
   * @param said how to prove it, or null to choose by the authority's metadata
   * @param certificates those that are open
   * @param files assertions in files
   */
  public ClientAuthenticator(
      ClientId clientId,
      CredentialSource credentials,
      @Nullable ClientAuthentication said,
      OpenCertificates certificates,
      AssertionFiles files) {
    this.clientId = Objects.requireNonNull(clientId, "client id");
    this.credentials = Objects.requireNonNull(credentials, "credentials");
    this.choice = new AuthenticationChoice(said);
    this.certificates = Objects.requireNonNull(certificates, "certificates");
    this.files = Objects.requireNonNull(files, "files");
  }

  /**
   * Finds out, before anything is sent, whether the client's own credential can be used.
   *
   * @param own the credential that the client is built with
   * @param authority whom it will be shown to
   * @throws dev.latchkey.domain.error.ConfigurationException if it cannot
   */
  public void requireUsable(ClientCredential own, Authority authority) {
    choice.requireFit(own);
    if (own instanceof CertificateCredential certificate) {
      certificates.of(certificate).requireFitFor(authority);
    }
  }

  @Override
  public ClientCertificate clientCertificate(@Nullable ClientCredential given) {
    CertificateCredential certificate = shown(credential(given));
    if (certificate == null) {
      throw new ConfigurationException(
          "a token that is bound to a certificate needs a client that proves itself by one; build"
              + " it with ClientCredential.certificate(...), or with an assertion and the"
              + " certificate that it is for");
    }
    if (certificate.claims().isPresent()) {
      throw new ConfigurationException(
          "claims(...) are signed into an assertion, and none goes with a token that is bound to a"
              + " certificate; leave the claims or the scheme out");
    }
    OpenCertificate open = certificates.of(certificate);
    return open.clientCertificate(open.key());
  }

  private static @Nullable CertificateCredential shown(ClientCredential credential) {
    if (credential instanceof AssertionCredential assertion) {
      return assertion.certificate().orElse(null);
    }
    return credential instanceof CertificateCredential certificate ? certificate : null;
  }

  @Override
  public Proof prove(TokenCall call, Endpoints endpoints, CorrelationId id) {
    ClientCredential credential = credential(call.credential());
    ClientCertificate bound = certificate(call);
    if (bound != null) {
      return new Proof(
          MutualTlsEndpoint.of(endpoints),
          besides(credential, call, endpoints, id),
          HttpHeaders.none(),
          bound,
          bound);
    }
    return credential instanceof CertificateCredential certificate
        ? byCertificate(certificates.of(certificate), null, endpoints)
        : byText(credential, call, endpoints, id);
  }

  // Shown in the handshake a certificate proves the client's identity, too (RFC 8705, section 2);
  // where it is not what the authority knows, an assertion does.
  private Map<String, String> besides(
      ClientCredential credential, TokenCall call, Endpoints endpoints, CorrelationId id) {
    Map<String, String> parameters = new TreeMap<>(Map.of("client_id", clientId.value()));
    if (credential instanceof AssertionCredential given) {
      boolean isOidc = endpoints.authority() instanceof OidcAuthority;
      parameters.put("client_assertion_type", isOidc ? JWT_BEARER : JWT_POP);
      parameters.put(
          "client_assertion", given.source().assertion(context(call, endpoints, id)).reveal());
    }
    return parameters;
  }

  // With the secret or key as it is now. Where that is what was refused, nothing would change.
  @Override
  public @Nullable Proof proveOtherwise(
      Proof refused, TokenCall call, Endpoints endpoints, CorrelationId id) {
    ClientCredential credential = credential(call.credential());
    Proof other;
    if (credential instanceof CertificateCredential certificate) {
      OpenCertificate open = certificates.of(certificate);
      OpenKey now = open.refreshed();
      // A token for another certificate is another token: the next call asks for that.
      if (now.equals(refused.identity()) || certificate(call) != null) {
        return null;
      }
      other = byCertificate(open, now, endpoints);
    } else if (certificate(call) != null || credential.equals(refused.identity())) {
      return null;
    } else {
      other = byText(credential, call, endpoints, id);
    }
    return other;
  }

  private static @Nullable ClientCertificate certificate(TokenCall call) {
    return call.binding() == null ? null : call.binding().clientCertificate().orElse(null);
  }

  private ClientCredential credential(@Nullable ClientCredential given) {
    return given != null ? given : Objects.requireNonNull(credentials.credential(), "credential");
  }

  private Proof byText(
      ClientCredential credential, TokenCall call, Endpoints endpoints, CorrelationId id) {
    ClientAuthentication way = choice.of(credential, endpoints);
    if (credential instanceof SecretCredential secret) {
      return way == ClientAuthentication.BASIC
          ? basic(secret, endpoints)
          : proof(endpoints, Map.of("client_secret", secret.secret().reveal()), secret);
    }
    if (credential instanceof AssertionCredential given) {
      return byAssertion(given.source().assertion(context(call, endpoints, id)), endpoints, given);
    }
    if (credential instanceof AssertionFileCredential file) {
      return byAssertion(files.read(file.file()), endpoints, file);
    }
    throw new AssertionError(credential.getClass());
  }

  private Proof byCertificate(
      OpenCertificate certificate, @Nullable OpenKey known, Endpoints endpoints) {
    ClientAuthentication way = choice.of(certificate.credential(), endpoints);
    OpenKey key = known == null ? certificate.key() : known;
    if (way == ClientAuthentication.MUTUAL_TLS) {
      return new Proof(
          endpoints.mutualTlsTokenEndpoint(),
          Map.of("client_id", clientId.value()),
          HttpHeaders.none(),
          certificate.clientCertificate(key),
          key);
    }
    AssertionAudience audience =
        new AssertionAudience(
            clientId, endpoints.tokenEndpoint(), endpoints.authority(), endpoints.algorithms());
    return byAssertion(certificate.assertion(key, audience), endpoints, key);
  }

  private Proof byAssertion(Secret assertion, Endpoints endpoints, Object identity) {
    return proof(
        endpoints,
        Map.of("client_assertion_type", JWT_BEARER, "client_assertion", assertion.reveal()),
        identity);
  }

  private Proof proof(Endpoints endpoints, Map<String, String> secrets, Object identity) {
    Map<String, String> parameters = new TreeMap<>(secrets);
    parameters.put("client_id", clientId.value());
    return new Proof(endpoints.tokenEndpoint(), parameters, HttpHeaders.none(), null, identity);
  }

  private Proof basic(SecretCredential secret, Endpoints endpoints) {
    // RFC 6749, section 2.3.1: both are form-encoded before they are joined.
    String pair =
        FormBody.encoded(clientId.value()) + ":" + FormBody.encoded(secret.secret().reveal());
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    return new Proof(
        endpoints.tokenEndpoint(),
        Map.of(),
        HttpHeaders.none().with("authorization", "Basic " + basic),
        null,
        secret);
  }

  private AssertionContext context(TokenCall call, Endpoints endpoints, CorrelationId id) {
    return AssertionContext.of(clientId, endpoints.tokenEndpoint())
        .tenant(endpoints.realm())
        .claims(call.claims())
        .fmiPath(call.grant() instanceof ClientCredentialsGrant grant ? grant.fmiPath() : null)
        .correlationId(id);
  }
}
