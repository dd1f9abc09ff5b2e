package dev.latchkey.application.wstrust;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** One element of a document. It grows while it is read, and is for one thread. */
final class XmlElement {

  private final QName name;
  private final Map<QName, String> attributes;
  private final int ordinal;
  private final List<XmlElement> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  /**
   * Begins an element.
   *
   * @param name its name
   * @param attributes its attributes, without declarations of namespaces
   * @param ordinal how many elements begin before it
   */
  XmlElement(QName name, Map<QName, String> attributes, int ordinal) {
    this.name = name;
    this.attributes = Map.copyOf(attributes);
    this.ordinal = ordinal;
  }

  void add(XmlElement child) {
    children.add(child);
  }

  void add(String characters) {
    text.append(characters);
  }

  boolean is(String namespace, String local) {
    return name.getLocalPart().equals(local) && name.getNamespaceURI().equals(namespace);
  }

  String namespace() {
    return name.getNamespaceURI();
  }

  int ordinal() {
    return ordinal;
  }

  List<XmlElement> children() {
    return children;
  }

  List<XmlElement> children(String namespace, String local) {
    return children.stream().filter(it -> it.is(namespace, local)).toList();
  }

  /** {@return the elements at the end of a path of names in one namespace or several} */
  List<XmlElement> path(String... namespacesAndLocals) {
    List<XmlElement> found = List.of(this);
    for (int i = 0; i < namespacesAndLocals.length; i += 2) {
      String namespace = namespacesAndLocals[i];
      String local = namespacesAndLocals[i + 1];
      found = found.stream().flatMap(it -> it.children(namespace, local).stream()).toList();
    }
    return found;
  }

  /** {@return whether such an element lies anywhere below} */
  boolean contains(String namespace, String local) {
    return children.stream()
        .anyMatch(it -> it.is(namespace, local) || it.contains(namespace, local));
  }

  @Nullable String attribute(String namespace, String local) {
    return attributes.get(new QName(namespace, local));
  }

  /** {@return the characters directly inside, without white space at the edges} */
  String text() {
    return text.toString().strip();
  }

  /** {@return the local name, never the content} */
  @Override
  public String toString() {
    return "XmlElement[" + name.getLocalPart() + "]";
  }
}
