package dev.latchkey.application.json;

/** The names of an object's members, each once, in their order. */
sealed interface Names permits NameOrder, NameTable {

  /** {@return how many there are} */
  int size();

  /** {@return the one at a place} */
  String at(int place);

  /** {@return the place of a name, or a negative number if it is not among them} */
  int placeOf(String name);
}
