package dev.latchkey.application.wstrust;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a federation server's description (WS-MetadataExchange: WSDL 1.1 with WS-Policy) where
 * it takes names and passwords over https. The server's word is taken for its own hosts.
 */
final class MexReader {

  private static final String WSDL = "http://schemas.xmlsoap.org/wsdl/";
  private static final String SOAP = "http://schemas.xmlsoap.org/wsdl/soap12/";
  private static final String HTTP = "http://schemas.xmlsoap.org/soap/http";
  private static final String POLICY = "http://schemas.xmlsoap.org/ws/2004/09/policy";
  private static final String UTILITY =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
  private static final String ADDRESSING = "http://www.w3.org/2005/08/addressing";
  private static final String SECURITY =
      "http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702";
  private static final String SECURITY_2005 =
      "http://schemas.xmlsoap.org/ws/2005/07/securitypolicy";

  private final List<XmlElement> definitions;

  private MexReader(XmlElement root) {
    definitions = definitions(root).toList();
  }

  /**
   * Chooses an endpoint: the first of WS-Trust 1.3, else the first of 2005.
   *
   * @param document the description
   * @return the endpoint
   * @throws IllegalArgumentException saying what is wrong, without any of the content
   */
  static WsTrustEndpoint read(String document) {
    MexReader reader = new MexReader(XmlReader.read(document));
    if (reader.definitions.isEmpty()) {
      throw new IllegalArgumentException("XML has no WSDL definitions");
    }
    return reader
        .endpoints()
        .min(Comparator.comparing(WsTrustEndpoint::version))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no endpoint takes a name and a password by WS-Trust over https"));
  }

  // They are the document itself, or lie in sections of it (WS-MetadataExchange, section 4).
  private static Stream<XmlElement> definitions(XmlElement element) {
    return element.is(WSDL, "definitions")
        ? Stream.of(element)
        : element.children().stream().flatMap(MexReader::definitions);
  }

  private Stream<XmlElement> all(String namespace, String local) {
    return definitions.stream().flatMap(it -> it.children(namespace, local).stream());
  }

  private Stream<WsTrustEndpoint> endpoints() {
    Map<String, WsTrustVersion> bindings = bindings(policies());
    return all(WSDL, "service")
        .flatMap(service -> service.children(WSDL, "port").stream())
        .map(port -> endpoint(port, bindings))
        .filter(Objects::nonNull);
  }

  /** {@return references to the policies by which a name and a password are enough} */
  private Set<String> policies() {
    return all(POLICY, "Policy")
        .filter(
            policy ->
                policy.path(POLICY, "ExactlyOne", POLICY, "All").stream()
                    .anyMatch(MexReader::takesPasswords))
        .map(policy -> policy.attribute(UTILITY, "Id"))
        .filter(Objects::nonNull)
        .map(id -> "#" + id)
        .collect(Collectors.toSet());
  }

  private static boolean takesPasswords(XmlElement way) {
    return takesPasswords(way, SECURITY, "SignedEncryptedSupportingTokens")
        || takesPasswords(way, SECURITY_2005, "SignedSupportingTokens");
  }

  private static boolean takesPasswords(XmlElement way, String security, String tokens) {
    return way.contains(security, "TransportBinding")
        && !way.path(
                security,
                tokens,
                POLICY,
                "Policy",
                security,
                "UsernameToken",
                POLICY,
                "Policy",
                security,
                "WssUsernameToken10")
            .isEmpty();
  }

  private Map<String, WsTrustVersion> bindings(Set<String> policies) {
    Map<String, WsTrustVersion> bindings = new HashMap<>();
    all(WSDL, "binding")
        .filter(MexReader::isHttp)
        .filter(
            binding ->
                binding.children(POLICY, "PolicyReference").stream()
                    .anyMatch(it -> policies.contains(it.attribute("", "URI"))))
        .forEach(
            binding -> {
              String name = binding.attribute("", "name");
              WsTrustVersion version = version(binding);
              if (name != null && version != null) {
                bindings.putIfAbsent(name, version);
              }
            });
    return bindings;
  }

  private static boolean isHttp(XmlElement binding) {
    return binding.children(SOAP, "binding").stream()
        .anyMatch(it -> HTTP.equals(it.attribute("", "transport")));
  }

  private static @Nullable WsTrustVersion version(XmlElement binding) {
    return binding.path(WSDL, "operation", SOAP, "operation").stream()
        .map(it -> WsTrustVersion.ofAction(it.attribute("", "soapAction")))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable WsTrustEndpoint endpoint(
      XmlElement port, Map<String, WsTrustVersion> bindings) {
    String name = port.attribute("", "binding");
    WsTrustVersion version =
        name == null ? null : bindings.get(name.substring(name.indexOf(':') + 1));
    List<XmlElement> addresses = port.path(ADDRESSING, "EndpointReference", ADDRESSING, "Address");
    if (version == null || addresses.size() != 1) {
      return null;
    }
    try {
      return new WsTrustEndpoint(FederationUrl.parse("address", addresses.get(0).text()), version);
    } catch (IllegalArgumentException notForPasswords) {
      // Descriptions list http addresses too, for other purposes.
      return null;
    }
  }
}
