package dev.latchkey.sandbox;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The XML of the JDK, without document types. */
final class Xml {

  private Xml() {}

  static Document create() {
    return builder().newDocument();
  }

  /** Reads a document; throws {@link IllegalArgumentException} if it is none. */
  static Document read(String text) {
    try {
      return builder().parse(new InputSource(new StringReader(text)));
    } catch (SAXException | IOException e) {
      throw new IllegalArgumentException("not XML: " + e.getMessage(), e);
    }
  }

  static String write(Element element) {
    try {
      Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter text = new StringWriter();
      transformer.transform(new DOMSource(element), new StreamResult(text));
      return text.toString();
    } catch (TransformerException e) {
      throw new IllegalStateException("the document could not be written", e);
    }
  }

  /** Returns the text of the only such element; throws if there is none, or another. */
  static String only(Document document, String namespace, String local) {
    NodeList found = document.getElementsByTagNameNS(namespace, local);
    if (found.getLength() != 1) {
      throw new IllegalArgumentException(
          "there have to be one " + local + ", were " + found.getLength());
    }
    return found.item(0).getTextContent();
  }

  private static DocumentBuilder builder() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      // The default one prints.
      builder.setErrorHandler(null);
      return builder;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK reads no XML", e);
    }
  }
}
