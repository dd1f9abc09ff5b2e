package dev.latchkey.adapters.crypto;

import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.AssertionRequest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jose4j.json.JsonUtil;

/** Writes what a header tells of the key (RFC 7515, section 4.1). */
final class JwsHeader {

  private JwsHeader() {}

  static String of(AssertionRequest request) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("alg", request.algorithm().name());
    members.put("typ", request.type());
    request.keyId().ifPresent(it -> members.put("kid", it));
    request.thumbprint().ifPresent(it -> members.put(it.kind().header(), it.value()));
    if (!request.certificates().isEmpty()) {
      members.put("x5c", request.certificates().stream().map(JwsHeader::base64).toList());
    }
    return JsonUtil.toJson(members);
  }

  // Plain base64, unlike everything else in a JWS (RFC 7515, section 4.1.6).
  private static String base64(X509Certificate certificate) {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new CryptoException("a certificate to be sent along has no DER form");
    }
  }
}
