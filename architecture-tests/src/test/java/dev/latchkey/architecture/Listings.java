package dev.latchkey.architecture;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The public API, read from the classes: each type with the lines of its members. */
final class Listings {

  private static final List<Type> ALL = read();

  private Listings() {}

  /**
   * A type that others may use.
   *
   * @param type the type
   * @param members a line for each member, those of its supertypes among them
   */
  record Type(Class<?> type, List<String> members) {

    String name() {
      return type.getCanonicalName();
    }

    String simpleName() {
      return type.getSimpleName();
    }
  }

  static List<Type> types() {
    return ALL;
  }

  /** {@return a class and those inside of it that others may use} */
  static List<Class<?>> visible(String className) {
    List<Type> types = new ArrayList<>();
    collect(load(className), types);
    return types.stream().<Class<?>>map(Type::type).toList();
  }

  private static List<Type> read() {
    List<Type> types = new ArrayList<>();
    for (PublishedModule module : House.modules().values()) {
      for (String name : module.exportedClasses()) {
        collect(load(name), types);
      }
    }
    return List.copyOf(types);
  }

  private static void collect(Class<?> type, List<Type> into) {
    if (!Modifier.isPublic(type.getModifiers())) {
      return;
    }
    List<String> lines =
        Arrays.stream(type.getMethods()).map(it -> " " + it.getName() + "(").distinct().toList();
    into.add(new Type(type, lines));
    for (Class<?> nested : type.getDeclaredClasses()) {
      collect(nested, into);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, Listings.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
