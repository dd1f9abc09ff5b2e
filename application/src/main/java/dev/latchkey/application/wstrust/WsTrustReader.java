package dev.latchkey.application.wstrust;

import dev.latchkey.application.protocol.Excerpt;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.grant.SamlVersion;
import dev.latchkey.spi.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a federation server answered (WS-Trust, RequestSecurityTokenResponse). */
final class WsTrustReader {

  private static final String PROFILE =
      "http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#";

  private static final Map<String, SamlVersion> VERSIONS =
      Map.of(
          "urn:oasis:names:tc:SAML:1.0:assertion",
          SamlVersion.SAML_1_1,
          PROFILE + "SAMLV1.1",
          SamlVersion.SAML_1_1,
          "urn:oasis:names:tc:SAML:2.0:assertion",
          SamlVersion.SAML_2_0,
          PROFILE + "SAMLV2.0",
          SamlVersion.SAML_2_0);

  private final String text;

  private WsTrustReader(String text) {
    this.text = text;
  }

  /**
   * Reads an answer. Its status tells nothing: servers say with 500 that a password is wrong.
   *
   * @param response the answer
   * @param sent what is known of the request
   * @return the assertion
   * @throws InteractionRequiredException if name or password is wrong
   * @throws ServiceException if the server refused otherwise, or answered something else
   */
  static SamlAssertion read(HttpResponse response, FailureDetails sent) {
    FailureDetails details =
        sent.withAnswer(
            response.status(), response.headers().first("content-type").orElse(null), null);
    try {
      String text = XmlReader.decode(response.body());
      XmlElement envelope = XmlReader.read(text);
      SoapFault fault = SoapFault.in(envelope).orElse(null);
      if (fault != null) {
        // With the status of a failed server it would look as if trying again could help.
        throw refusal(fault, fault.isOurs() ? sent : details);
      }
      return new WsTrustReader(text).assertion(envelope);
    } catch (IllegalArgumentException e) {
      // Nothing of the answer is quoted: it may hold an assertion, or the password sent back.
      throw new ServiceException(
          "the federation server answered "
              + response.status()
              + " with something that is no usable WS-Trust reply: "
              + e.getMessage(),
          details,
          e);
    }
  }

  private static TokenException refusal(SoapFault fault, FailureDetails details) {
    FailureDetails all = details.withError(fault.error());
    return fault.isWrongPassword()
        ? new InteractionRequiredException(
            InteractionRequiredException.Reason.REFUSED,
            "the federation server refused name or password: " + fault.name(),
            all,
            null)
        : new ServiceException("the federation server refused: " + fault.name(), all, null);
  }

  private SamlAssertion assertion(XmlElement envelope) {
    List<String> unknown = new ArrayList<>();
    for (XmlElement reply : replies(envelope).toList()) {
      XmlElement type = only(reply, "TokenType");
      XmlElement requested = only(reply, "RequestedSecurityToken");
      if (type == null || requested == null) {
        continue;
      }
      SamlVersion version = VERSIONS.get(type.text());
      if (version != null) {
        return new SamlAssertion(cut(requested), version);
      }
      unknown.add(Excerpt.of(type.text()));
    }
    throw new IllegalArgumentException(
        unknown.isEmpty() ? "it has no token" : "its tokens are of unknown types " + unknown);
  }

  // WS-Trust 1.3 puts replies into a collection, 2005 does not.
  private static Stream<XmlElement> replies(XmlElement envelope) {
    return Stream.of(SoapFault.SOAP_12, SoapFault.SOAP_11)
        .filter(soap -> envelope.is(soap, "Envelope"))
        .flatMap(soap -> envelope.children(soap, "Body").stream())
        .flatMap(body -> body.children().stream())
        .flatMap(
            it ->
                isTrust(it, "RequestSecurityTokenResponseCollection")
                    ? it.children().stream()
                    : Stream.of(it))
        .filter(it -> isTrust(it, "RequestSecurityTokenResponse"));
  }

  private static boolean isTrust(XmlElement element, String local) {
    return element.is(WsTrustVersion.V13.namespace(), local)
        || element.is(WsTrustVersion.V2005.namespace(), local);
  }

  private static @Nullable XmlElement only(XmlElement reply, String local) {
    List<XmlElement> found = reply.children(reply.namespace(), local);
    if (found.size() > 1) {
      throw new IllegalArgumentException("it has several elements " + local + " for one token");
    }
    return found.isEmpty() ? null : found.get(0);
  }

  private Secret cut(XmlElement requested) {
    if (requested.children().size() != 1 || !requested.text().isEmpty()) {
      throw new IllegalArgumentException("it has something else in the place of an assertion");
    }
    String assertion = XmlSpan.of(text, requested.children().get(0).ordinal());
    try {
      XmlReader.read(assertion);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "its assertion uses names that are declared outside of it, and cannot be cut out");
    }
    return Secret.of(assertion);
  }
}
