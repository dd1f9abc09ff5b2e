package dev.latchkey.application.wstrust;

import dev.latchkey.application.protocol.Excerpt;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Why a SOAP server refused (SOAP 1.2, part 1, section 5.4; SOAP 1.1, section 4.4). Both texts are
 * fit to be shown.
 *
 * @param name the finest code, without its prefix, which means nothing outside its document
 * @param reason what the server says to people; may be empty
 * @param isOurs whether the server blames the request and not itself
 */
record SoapFault(String name, String reason, boolean isOurs) {

  static final String SOAP_12 = "http://www.w3.org/2003/05/soap-envelope";
  static final String SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/";

  // WS-Trust, section 11, and WS-Security, section 12: this one is about name and password.
  private static final String WRONG_PASSWORD = "FailedAuthentication";
  private static final Set<String> BLAMES_THE_SERVER = Set.of("Receiver", "Server");

  /** {@return the fault in the body of an envelope; empty if there is none} */
  static Optional<SoapFault> in(XmlElement envelope) {
    List<XmlElement> faults = envelope.path(SOAP_12, "Body", SOAP_12, "Fault");
    if (!faults.isEmpty()) {
      XmlElement fault = faults.get(0);
      String coarse = first(fault, SOAP_12, "Code", SOAP_12, "Value");
      String fine = first(fault, SOAP_12, "Code", SOAP_12, "Subcode", SOAP_12, "Value");
      return Optional.of(of(coarse, fine, first(fault, SOAP_12, "Reason", SOAP_12, "Text")));
    }
    return envelope.path(SOAP_11, "Body", SOAP_11, "Fault").stream()
        .findFirst()
        .map(it -> of(first(it, "", "faultcode"), "", first(it, "", "faultstring")));
  }

  private static SoapFault of(String coarse, String fine, String reason) {
    String code = local(fine.isEmpty() ? coarse : fine);
    return new SoapFault(
        code.isEmpty() ? "Fault" : Excerpt.of(code),
        Excerpt.of(reason),
        !BLAMES_THE_SERVER.contains(local(coarse)));
  }

  private static String first(XmlElement fault, String... path) {
    List<XmlElement> found = fault.path(path);
    return found.isEmpty() ? "" : found.get(0).text();
  }

  private static String local(String name) {
    return name.substring(name.lastIndexOf(':') + 1);
  }

  boolean isWrongPassword() {
    return name.equals(WRONG_PASSWORD);
  }

  OAuthError error() {
    return OAuthError.builder(new OAuthErrorCode(name))
        .description(reason.isEmpty() ? null : reason)
        .build();
  }

  /** {@return the code; no reason, which may name a user} */
  @Override
  public String toString() {
    return "SoapFault[" + name + "]";
  }
}
