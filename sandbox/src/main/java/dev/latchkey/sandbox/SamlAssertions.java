package dev.latchkey.sandbox;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import javax.xml.XMLConstants;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignatureMethod;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Signs and verifies assertions (SAML 1.1 and 2.0, XML Signature) of the sandbox's federation
 * server for its token endpoint.
 */
final class SamlAssertions {

  static final String AUDIENCE = "urn:federation:MicrosoftOnline";

  private static final String ISSUER = "http://sts.sandbox/adfs/services/trust";
  private static final String BEARER_1 = "urn:oasis:names:tc:SAML:1.0:cm:bearer";
  private static final String BEARER_2 = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
  private static final Duration LIFE = Duration.ofHours(1);
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final Clock clock;
  private final SigningKey key;
  private final XMLSignatureFactory signatures = XMLSignatureFactory.getInstance("DOM");

  SamlAssertions(Clock clock, SigningKey key) {
    this.clock = clock;
    this.key = key;
  }

  /** Issues an assertion about a user who has just signed in. */
  String issue(FederatedUser user) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Document document = Xml.create();
    SamlVersion version = user.saml();
    Element root = document.createElementNS(version.namespace(), "saml:Assertion");
    document.appendChild(root);
    // What is signed is the tree as it stands, and a prefix alone declares nothing in it.
    root.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:saml", version.namespace());
    String id = "_" + UUID.randomUUID();
    root.setAttribute(version.idAttribute(), id);
    root.setIdAttribute(version.idAttribute(), true);
    root.setAttribute("IssueInstant", now.toString());
    if (version == SamlVersion.SAML_1_1) {
      fill11(root, user, now);
    } else {
      fill20(root, user, now);
    }
    sign(root, id, version);
    return Xml.write(root);
  }

  private static void fill11(Element root, FederatedUser user, Instant now) {
    root.setAttribute("MajorVersion", "1");
    root.setAttribute("MinorVersion", "1");
    root.setAttribute("Issuer", ISSUER);
    Element conditions = conditions(root, now);
    add(add(conditions, "AudienceRestrictionCondition", ""), "Audience", AUDIENCE);
    Element statement = add(root, "AuthenticationStatement", "");
    statement.setAttribute("AuthenticationInstant", now.toString());
    Element subject = add(statement, "Subject", "");
    add(subject, "NameIdentifier", user.username());
    add(add(subject, "SubjectConfirmation", ""), "ConfirmationMethod", BEARER_1);
  }

  private static void fill20(Element root, FederatedUser user, Instant now) {
    root.setAttribute("Version", "2.0");
    add(root, "Issuer", ISSUER);
    Element subject = add(root, "Subject", "");
    add(subject, "NameID", user.username());
    add(subject, "SubjectConfirmation", "").setAttribute("Method", BEARER_2);
    Element conditions = conditions(root, now);
    add(add(conditions, "AudienceRestriction", ""), "Audience", AUDIENCE);
    add(root, "AuthnStatement", "").setAttribute("AuthnInstant", now.toString());
  }

  private static Element conditions(Element root, Instant now) {
    Element conditions = add(root, "Conditions", "");
    conditions.setAttribute("NotBefore", now.toString());
    conditions.setAttribute("NotOnOrAfter", now.plus(LIFE).toString());
    return conditions;
  }

  private static Element add(Element parent, String local, String text) {
    Document document = parent.getOwnerDocument();
    Element element = document.createElementNS(parent.getNamespaceURI(), "saml:" + local);
    element.appendChild(document.createTextNode(text));
    parent.appendChild(element);
    return element;
  }

  private void sign(Element root, String id, SamlVersion version) {
    try {
      Reference reference =
          signatures.newReference(
              "#" + id,
              signatures.newDigestMethod(DigestMethod.SHA256, null),
              List.of(
                  signatures.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null),
                  signatures.newTransform(
                      CanonicalizationMethod.EXCLUSIVE, (TransformParameterSpec) null)),
              null,
              null);
      SignedInfo info =
          signatures.newSignedInfo(
              signatures.newCanonicalizationMethod(
                  CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
              signatures.newSignatureMethod(SignatureMethod.RSA_SHA256, null),
              List.of(reference));
      // SAML 2.0 wants it behind the issuer, SAML 1.1 at the end.
      DOMSignContext context =
          version == SamlVersion.SAML_1_1
              ? new DOMSignContext(key.privateKey(), root)
              : new DOMSignContext(key.privateKey(), root, root.getFirstChild().getNextSibling());
      context.setDefaultNamespacePrefix("ds");
      signatures.newXMLSignature(info, null).sign(context);
    } catch (GeneralSecurityException | MarshalException | XMLSignatureException e) {
      throw new IllegalStateException("the assertion could not be signed", e);
    }
  }

  /** Verifies an assertion and returns the name of the user it is about. */
  String verify(String text, SamlVersion version) throws Refusal {
    try {
      Document document = Xml.read(text);
      Element root = document.getDocumentElement();
      if (!version.namespace().equals(root.getNamespaceURI())
          || !"Assertion".equals(root.getLocalName())) {
        throw new IllegalArgumentException("it is no assertion of this version");
      }
      requireSignature(document, root, version);
      requireTime(document, version);
      if (!Xml.only(document, version.namespace(), "Audience").equals(AUDIENCE)) {
        throw new Refusal(
            Refusal.Reason.SAML_AUDIENCE, "Audience URI validation for the assertion failed.");
      }
      String name = version == SamlVersion.SAML_1_1 ? "NameIdentifier" : "NameID";
      return Xml.only(document, version.namespace(), name);
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          Refusal.Reason.SAML_MALFORMED, "The SAML assertion is misconfigured: " + e.getMessage());
    }
  }

  private void requireSignature(Document document, Element root, SamlVersion version)
      throws Refusal {
    NodeList found = document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
    if (found.getLength() != 1 || !root.isSameNode(found.item(0).getParentNode())) {
      throw unsigned();
    }
    String id = root.getAttribute(version.idAttribute());
    DOMValidateContext context =
        new DOMValidateContext(KeySelector.singletonKeySelector(key.publicKey()), found.item(0));
    context.setIdAttributeNS(root, null, version.idAttribute());
    try {
      XMLSignature signature = signatures.unmarshalXMLSignature(context);
      List<Reference> references = signature.getSignedInfo().getReferences();
      boolean whole = references.size() == 1 && ("#" + id).equals(references.get(0).getURI());
      if (!whole || !signature.validate(context)) {
        throw unsigned();
      }
    } catch (MarshalException | XMLSignatureException e) {
      throw unsigned();
    }
  }

  private static Refusal unsigned() {
    return new Refusal(Refusal.Reason.SAML_SIGNATURE, "Signature verification failed.");
  }

  private void requireTime(Document document, SamlVersion version) throws Refusal {
    NodeList found = document.getElementsByTagNameNS(version.namespace(), "Conditions");
    if (found.getLength() != 1) {
      throw new IllegalArgumentException("it has no conditions");
    }
    Element conditions = (Element) found.item(0);
    Instant now = clock.instant();
    Instant begin = Instant.parse(conditions.getAttribute("NotBefore")).minus(TOLERANCE);
    Instant end = Instant.parse(conditions.getAttribute("NotOnOrAfter")).plus(TOLERANCE);
    if (now.isBefore(begin) || !now.isBefore(end)) {
      throw new Refusal(
          Refusal.Reason.SAML_TIME, "The assertion is not within its valid time range.");
    }
  }
}
