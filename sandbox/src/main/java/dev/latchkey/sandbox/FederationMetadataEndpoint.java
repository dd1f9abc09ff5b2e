package dev.latchkey.sandbox;

import java.util.List;

/** {@code /adfs/services/trust/mex}: the federation server's description of itself. */
final class FederationMetadataEndpoint implements Endpoint {

  private static final String DESCRIPTION =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <wsdl:definitions name="SecurityTokenService" targetNamespace="http://schemas.microsoft.com/ws/2008/06/identity/securitytokenservice" xmlns:tns="http://schemas.microsoft.com/ws/2008/06/identity/securitytokenservice" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy" xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd" xmlns:wsa10="http://www.w3.org/2005/08/addressing">
        <wsp:Policy wsu:Id="WindowsPolicy"><wsp:ExactlyOne><wsp:All>
          <http:NegotiateAuthentication xmlns:http="http://schemas.microsoft.com/ws/06/2004/policy/http"/>
          <sp:TransportBinding xmlns:sp="http://schemas.xmlsoap.org/ws/2005/07/securitypolicy"/>
        </wsp:All></wsp:ExactlyOne></wsp:Policy>
        <wsp:Policy wsu:Id="UserName2005Policy"><wsp:ExactlyOne><wsp:All>
          <sp:TransportBinding xmlns:sp="http://schemas.xmlsoap.org/ws/2005/07/securitypolicy"/>
          <sp:SignedSupportingTokens xmlns:sp="http://schemas.xmlsoap.org/ws/2005/07/securitypolicy"><wsp:Policy><sp:UsernameToken><wsp:Policy><sp:WssUsernameToken10/></wsp:Policy></sp:UsernameToken></wsp:Policy></sp:SignedSupportingTokens>
        </wsp:All></wsp:ExactlyOne></wsp:Policy>
        <wsp:Policy wsu:Id="UserName13Policy"><wsp:ExactlyOne><wsp:All>
          <sp:TransportBinding xmlns:sp="http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702"/>
          <sp:SignedEncryptedSupportingTokens xmlns:sp="http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702"><wsp:Policy><sp:UsernameToken><wsp:Policy><sp:WssUsernameToken10/></wsp:Policy></sp:UsernameToken></wsp:Policy></sp:SignedEncryptedSupportingTokens>
        </wsp:All></wsp:ExactlyOne></wsp:Policy>
        <wsdl:binding name="WindowsBinding" type="tns:Trust2005"><wsp:PolicyReference URI="#WindowsPolicy"/><soap12:binding transport="http://schemas.xmlsoap.org/soap/http"/><wsdl:operation name="Issue"><soap12:operation soapAction="http://schemas.xmlsoap.org/ws/2005/02/trust/RST/Issue"/></wsdl:operation></wsdl:binding>
        <wsdl:binding name="UserName2005Binding" type="tns:Trust2005"><wsp:PolicyReference URI="#UserName2005Policy"/><soap12:binding transport="http://schemas.xmlsoap.org/soap/http"/><wsdl:operation name="Issue"><soap12:operation soapAction="http://schemas.xmlsoap.org/ws/2005/02/trust/RST/Issue"/></wsdl:operation></wsdl:binding>
        <wsdl:binding name="UserName13Binding" type="tns:Trust13"><wsp:PolicyReference URI="#UserName13Policy"/><soap12:binding transport="http://schemas.xmlsoap.org/soap/http"/><wsdl:operation name="Issue"><soap12:operation soapAction="http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue"/></wsdl:operation></wsdl:binding>
        <wsdl:service name="SecurityTokenService">
          <wsdl:port name="Windows" binding="tns:WindowsBinding"><wsa10:EndpointReference><wsa10:Address>{base}/adfs/services/trust/2005/windowstransport</wsa10:Address></wsa10:EndpointReference></wsdl:port>
          <wsdl:port name="UserName2005" binding="tns:UserName2005Binding"><wsa10:EndpointReference><wsa10:Address>{base}/adfs/services/trust/2005/usernamemixed</wsa10:Address></wsa10:EndpointReference></wsdl:port>
          <wsdl:port name="UserName13" binding="tns:UserName13Binding"><wsa10:EndpointReference><wsa10:Address>{base}/adfs/services/trust/13/usernamemixed</wsa10:Address></wsa10:EndpointReference></wsdl:port>
        </wsdl:service>
      </wsdl:definitions>
      """;

  private final BaseUris bases;

  FederationMetadataEndpoint(BaseUris bases) {
    this.bases = bases;
  }

  @Override
  public EndpointKind kind() {
    return EndpointKind.FEDERATION_METADATA;
  }

  @Override
  public boolean matches(List<String> segments) {
    return segments.equals(List.of("adfs", "services", "trust", "mex"));
  }

  @Override
  public Answer handle(RecordedRequest request) {
    return Answer.of(
        200, "text/xml; charset=utf-8", DESCRIPTION.replace("{base}", bases.of(request)));
  }
}
