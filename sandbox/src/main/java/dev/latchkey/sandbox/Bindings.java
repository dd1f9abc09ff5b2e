package dev.latchkey.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.X509CertUtils;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;

/** Finds out what a token request wants its token to be bound to. */
final class Bindings {

  private final BaseUris bases;
  private final DpopCheck dpop;

  Bindings(BaseUris bases, DpopCheck dpop) {
    this.bases = bases;
    this.dpop = dpop;
  }

  /** Tells whether the request is one of a client that has to be told of nonces. */
  static boolean isByDpop(RecordedRequest request) {
    return request.header("DPoP").isPresent();
  }

  String freshNonce() {
    return dpop.nonces().issue();
  }

  /** Entra's kinds of authority: the request names the type. */
  Binding entra(RecordedRequest request) throws Refusal {
    return switch (request.formParameter("token_type").orElse("")) {
      case "pop" -> Binding.of("pop", "kid", keyId(request));
      case "ssh-cert" -> Binding.of("ssh-cert", "jwk", publicKey(request));
      case "mtls_pop" -> Binding.of("mtls_pop", "x5t#S256", thumbprint(certificate(request)));
      default -> Binding.NONE;
    };
  }

  /** OpenID Connect providers: the proof, or the handshake, says it. */
  Binding realm(RecordedRequest request, boolean wantsNonce) throws Refusal {
    if (isByDpop(request)) {
      return Binding.of(
          "DPoP", "jkt", dpop.check(request, bases.of(request) + request.path(), "", wantsNonce));
    }
    return request.path().endsWith("/mtls/token") && request.clientCertificate().isPresent()
        ? Binding.of("Bearer", "x5t#S256", thumbprint(certificate(request)))
        : Binding.NONE;
  }

  private static String keyId(RecordedRequest request) throws Refusal {
    try {
      byte[] json =
          Base64.getUrlDecoder().decode(TokenExchange.required(request, "req_cnf").getBytes(UTF_8));
      if (Json.read(new String(json, UTF_8)).get("kid") instanceof String kid) {
        return kid;
      }
    } catch (IllegalArgumentException e) {
      throw new Refusal(Refusal.Reason.BAD_REQUEST, "The parameter 'req_cnf' is malformed.", e);
    }
    throw new Refusal(Refusal.Reason.BAD_REQUEST, "The parameter 'req_cnf' names no key.");
  }

  private static Map<String, Object> publicKey(RecordedRequest request) throws Refusal {
    TokenExchange.required(request, "key_id");
    try {
      JWK key = JWK.parse(TokenExchange.required(request, "req_cnf"));
      if (!key.isPrivate()) {
        return key.toJSONObject();
      }
    } catch (ParseException e) {
      throw new Refusal(Refusal.Reason.BAD_REQUEST, "The parameter 'req_cnf' is no JWK.", e);
    }
    throw new Refusal(Refusal.Reason.BAD_REQUEST, "The parameter 'req_cnf' is a private key.");
  }

  private static X509Certificate certificate(RecordedRequest request) throws Refusal {
    return request
        .clientCertificate()
        .orElseThrow(
            () ->
                new Refusal(
                    Refusal.Reason.CREDENTIAL_MISSING,
                    "a token that is bound to a certificate is asked for with the certificate."));
  }

  static String thumbprint(X509Certificate certificate) {
    return X509CertUtils.computeSHA256Thumbprint(certificate).toString();
  }

  static String thumbprint(JWK key) {
    try {
      return key.computeThumbprint().toString();
    } catch (JOSEException e) {
      throw new IllegalStateException("no thumbprint could be computed", e);
    }
  }
}
