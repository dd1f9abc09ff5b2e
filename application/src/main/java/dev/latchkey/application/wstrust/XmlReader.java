package dev.latchkey.application.wstrust;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML from strangers: without document types, and so without entities but the five that XML
 * has, without anything from elsewhere, and with bounds on everything.
 */
final class XmlReader {

  static final int MAX_BYTES = 1 << 20;
  static final int MAX_DEPTH = 64;
  static final int MAX_ELEMENTS = 20_000;
  static final int MAX_ATTRIBUTES = 100;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final XMLStreamReader parser;
  private final Deque<XmlElement> open = new ArrayDeque<>();
  private int elements;

  private XmlReader(XMLStreamReader parser) {
    this.parser = parser;
  }

  /**
   * Decodes a document. It has to be UTF-8, so that what is cut out of it is what was read.
   *
   * @throws IllegalArgumentException if it is something else, or longer than 1 MiB
   */
  static String decode(byte[] document) {
    if (document.length > MAX_BYTES) {
      throw new IllegalArgumentException("XML has more than " + MAX_BYTES + " bytes");
    }
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("XML is not in UTF-8");
    }
  }

  /**
   * Reads a document.
   *
   * @return its root
   * @throws IllegalArgumentException saying what is wrong, without any of the content
   */
  static XmlElement read(String text) {
    XMLStreamReader parser;
    try {
      parser = factory().createXMLStreamReader(new StringReader(text));
    } catch (XMLStreamException | RuntimeException e) {
      throw invalid();
    }
    return new XmlReader(parser).root();
  }

  // The JDK's own, whatever else is on the class path: these properties are the ones it obeys.
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("nothing is read from elsewhere");
        });
    return factory;
  }

  private XmlElement root() {
    XmlElement root = null;
    for (int event = next(); event != XMLStreamConstants.END_DOCUMENT; event = next()) {
      switch (event) {
        case XMLStreamConstants.START_ELEMENT -> {
          XmlElement element = begin();
          root = root == null ? element : root;
        }
        case XMLStreamConstants.END_ELEMENT -> open.pop();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            inside(parser.getText());
        case XMLStreamConstants.DTD ->
            throw new IllegalArgumentException("XML has a document type, which is not read");
        case XMLStreamConstants.ENTITY_REFERENCE -> throw invalid();
        default -> {
          // Comments and processing instructions mean nothing here.
        }
      }
    }
    if (root == null) {
      throw invalid();
    }
    return root;
  }

  private XmlElement begin() {
    if (open.size() >= MAX_DEPTH) {
      throw new IllegalArgumentException("XML is nested deeper than " + MAX_DEPTH + " levels");
    }
    if (elements >= MAX_ELEMENTS) {
      throw new IllegalArgumentException("XML has more than " + MAX_ELEMENTS + " elements");
    }
    if (parser.getAttributeCount() > MAX_ATTRIBUTES) {
      throw new IllegalArgumentException(
          "XML has an element with more than " + MAX_ATTRIBUTES + " attributes");
    }
    Map<QName, String> attributes = new HashMap<>();
    for (int i = 0; i < parser.getAttributeCount(); i++) {
      attributes.put(parser.getAttributeName(i), parser.getAttributeValue(i));
    }
    XmlElement element = new XmlElement(parser.getName(), attributes, elements++);
    if (!open.isEmpty()) {
      open.peek().add(element);
    }
    open.push(element);
    return element;
  }

  private void inside(String characters) {
    if (!open.isEmpty()) {
      open.peek().add(characters);
    }
  }

  private int next() {
    try {
      return parser.next();
    } catch (XMLStreamException | RuntimeException e) {
      // The parser quotes what it stumbled over, so its words and itself stay behind. It is known
      // to stumble over hostile input with other exceptions than its own.
      throw invalid();
    }
  }

  private static IllegalArgumentException invalid() {
    return new IllegalArgumentException("not valid XML");
  }
}
