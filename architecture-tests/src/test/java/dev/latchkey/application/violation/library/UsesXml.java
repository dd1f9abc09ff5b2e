package dev.latchkey.application.violation.library;

import javax.xml.stream.XMLInputFactory;

/** A library outside its room. */
public interface UsesXml {
  XMLInputFactory library();
}
