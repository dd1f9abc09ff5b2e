package dev.latchkey.sandbox;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Client assertions that are right, until a test makes one thing wrong. */
final class Assertions {

  static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final Map<String, Object> header = new LinkedHashMap<>();
  private final Map<String, Object> claims = new LinkedHashMap<>();
  private final PrivateKey key;

  private Assertions(PrivateKey key) {
    this.key = key;
  }

  static Assertions by(PrivateKey key, String algorithm, String clientId, Object audience) {
    Assertions made = new Assertions(key);
    made.header("alg", algorithm).header("typ", "JWT");
    return made.claim("iss", clientId)
        .claim("sub", clientId)
        .claim("aud", audience)
        .claim("jti", UUID.randomUUID().toString());
  }

  /** Sets a header, or takes it away. */
  Assertions header(String name, @Nullable Object value) {
    return put(header, name, value);
  }

  /** Sets a claim, or takes it away. */
  Assertions claim(String name, @Nullable Object value) {
    return put(claims, name, value);
  }

  private Assertions put(Map<String, Object> members, String name, @Nullable Object value) {
    if (value == null) {
      members.remove(name);
    } else {
      members.put(name, value);
    }
    return this;
  }

  Assertions valid(Instant from, Instant until) {
    return claim("iat", from.getEpochSecond())
        .claim("nbf", from.getEpochSecond())
        .claim("exp", until.getEpochSecond());
  }

  Assertions thumbprint(X509Certificate certificate) throws Exception {
    return header("x5t#S256", base64Url(hash("SHA-256", certificate)));
  }

  Assertions chain(List<X509Certificate> certificates) throws Exception {
    List<String> texts = new ArrayList<>();
    for (X509Certificate one : certificates) {
      texts.add(Base64.getEncoder().encodeToString(one.getEncoded()));
    }
    return header("x5c", texts);
  }

  static byte[] hash(String algorithm, X509Certificate certificate) throws Exception {
    return MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
  }

  static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  String sign() throws Exception {
    JWSHeader read = JWSHeader.parse(header);
    JWSObject signed = new JWSObject(read, new Payload(claims));
    JWSSigner signer =
        JWSAlgorithm.Family.EC.contains(read.getAlgorithm())
            ? new ECDSASigner((ECPrivateKey) key)
            : new RSASSASigner(key);
    signed.sign(signer);
    return signed.serialize();
  }

  static Map<String, String> form(@Nullable String clientId, String assertion) {
    Map<String, String> form =
        Client.form(
            "grant_type",
            "client_credentials",
            "scope",
            "https://graph.microsoft.com/.default",
            "client_assertion_type",
            TYPE,
            "client_assertion",
            assertion);
    if (clientId != null) {
      form.put("client_id", clientId);
    }
    return form;
  }
}
