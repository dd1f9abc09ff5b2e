package dev.latchkey.sandbox;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Document;

/**
 * {@code /adfs/services/trust/13/usernamemixed} and {@code …/2005/usernamemixed}: takes names and
 * passwords, and issues assertions (WS-Trust).
 */
final class WsTrustEndpoint implements Endpoint {

  private static final String ADDRESSING = "http://www.w3.org/2005/08/addressing";
  private static final String SECURITY =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
  private static final String UTILITY =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
  private static final String POLICY = "http://schemas.xmlsoap.org/ws/2004/09/policy";
  private static final String MEDIA_TYPE = "application/soap+xml; charset=utf-8";
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final String version;
  private final String namespace;
  private final String keyType;
  private final FederatedUsers users;
  private final SamlAssertions assertions;
  private final BaseUris bases;
  private final Clock clock;

  private WsTrustEndpoint(
      String version,
      String namespace,
      String keyType,
      FederatedUsers users,
      SamlAssertions assertions,
      BaseUris bases,
      Clock clock) {
    this.version = version;
    this.namespace = namespace;
    this.keyType = keyType;
    this.users = users;
    this.assertions = assertions;
    this.bases = bases;
    this.clock = clock;
  }

  static WsTrustEndpoint v13(
      FederatedUsers users, SamlAssertions assertions, BaseUris bases, Clock clock) {
    String namespace = "http://docs.oasis-open.org/ws-sx/ws-trust/200512";
    return new WsTrustEndpoint(
        "13", namespace, namespace + "/Bearer", users, assertions, bases, clock);
  }

  static WsTrustEndpoint v2005(
      FederatedUsers users, SamlAssertions assertions, BaseUris bases, Clock clock) {
    return new WsTrustEndpoint(
        "2005",
        "http://schemas.xmlsoap.org/ws/2005/02/trust",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/NoProofKey",
        users,
        assertions,
        bases,
        clock);
  }

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public EndpointKind kind() {
    return EndpointKind.WS_TRUST;
  }

  @Override
  public boolean matches(List<String> segments) {
    return segments.equals(List.of("adfs", "services", "trust", version, "usernamemixed"));
  }

  @Override
  public Answer handle(RecordedRequest request) {
    try {
      Document document = Xml.read(request.body());
      require("MessageID", Xml.only(document, ADDRESSING, "MessageID").startsWith("urn:uuid:"));
      String action = namespace + "/RST/Issue";
      require("SOAPAction", request.header("SOAPAction").filter(action::equals).isPresent());
      require("Content-Type", request.header("Content-Type").orElse("").equals(MEDIA_TYPE));
      require("Action", Xml.only(document, ADDRESSING, "Action").equals(action));
      String to = bases.of(request) + request.path();
      require("To", Xml.only(document, ADDRESSING, "To").equals(to));
      require(
          "RequestType", Xml.only(document, namespace, "RequestType").equals(namespace + "/Issue"));
      require("KeyType", Xml.only(document, namespace, "KeyType").equals(keyType));
      if (!isTimely(document)) {
        return fault("InvalidSecurity", "The message is not within its valid time range.");
      }
      if (!Xml.only(document, POLICY, "AppliesTo").strip().equals(SamlAssertions.AUDIENCE)) {
        return fault("InvalidScope", "MSIS3020: The relying party trust is not known.");
      }
      String password = Xml.only(document, SECURITY, "Password");
      Optional<FederatedUser> user =
          users
              .find(Xml.only(document, SECURITY, "Username"))
              .filter(it -> it.hasPassword(password));
      return user.isPresent()
          ? Answer.of(200, MEDIA_TYPE, reply(user.get(), document))
          : fault("FailedAuthentication", "MSIS3126: Access denied.");
    } catch (IllegalArgumentException | DateTimeException e) {
      return fault("InvalidRequest", "The request is not properly formed: " + e.getMessage());
    }
  }

  private static void require(String what, boolean isGood) {
    if (!isGood) {
      throw new IllegalArgumentException(what);
    }
  }

  private boolean isTimely(Document document) {
    Instant now = clock.instant();
    Instant created = Instant.parse(Xml.only(document, UTILITY, "Created"));
    Instant expires = Instant.parse(Xml.only(document, UTILITY, "Expires"));
    return created.isBefore(now.plus(TOLERANCE)) && expires.isAfter(now.minus(TOLERANCE));
  }

  private String reply(FederatedUser user, Document request) {
    String response =
        "<t:RequestSecurityTokenResponse><t:RequestedSecurityToken>"
            + assertions.issue(user)
            + "</t:RequestedSecurityToken><t:TokenType>"
            + user.saml().namespace()
            + "</t:TokenType></t:RequestSecurityTokenResponse>";
    boolean collected = version.equals("13");
    String action = namespace + (collected ? "/RSTRC/IssueFinal" : "/RSTR/Issue");
    String tag = "RequestSecurityTokenResponseCollection";
    return "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:a=\""
        + ADDRESSING
        + "\" xmlns:t=\""
        + namespace
        + "\"><s:Header><a:Action s:mustUnderstand=\"1\">"
        + action
        + "</a:Action><a:RelatesTo>"
        + escaped(Xml.only(request, ADDRESSING, "MessageID"))
        + "</a:RelatesTo></s:Header><s:Body>"
        + (collected ? "<t:" + tag + ">" + response + "</t:" + tag + ">" : response)
        + "</s:Body></s:Envelope>";
  }

  private Answer fault(String code, String reason) {
    return Answer.of(
        500,
        MEDIA_TYPE,
        "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body><s:Fault><s:Code>"
            + "<s:Value>s:Sender</s:Value><s:Subcode><s:Value xmlns:a=\""
            + namespace
            + "\">a:"
            + code
            + "</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang=\"en-US\">"
            + escaped(reason)
            + "</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
