package dev.latchkey.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The members of a sealed family. Java 17 has no exhaustive switch on types, so tests of code that
 * handles a family bring one sample per member and let this class tell which are missing.
 */
final class SealedFamily {

  private SealedFamily() {}

  /** {@return the members that can have instances: everything below that is not sealed itself} */
  static Stream<Class<?>> members(Class<?> family) {
    if (!family.isSealed()) {
      return Stream.of(family);
    }
    Stream<Class<?>> below =
        Stream.of(family.getPermittedSubclasses()).flatMap(SealedFamily::members);
    return family.isInterface() || java.lang.reflect.Modifier.isAbstract(family.getModifiers())
        ? below
        : Stream.concat(Stream.of(family), below);
  }

  /**
   * Fails if a member is missing.
   *
   * @param family the sealed type
   * @param samples instances of its members, in any order
   */
  static <T> void assertCovered(Class<T> family, Collection<? extends T> samples) {
    Set<String> missing =
        members(family).map(Class::getName).collect(Collectors.toCollection(TreeSet::new));
    samples.forEach(sample -> missing.removeIf(it -> isOrExtends(sample.getClass(), it)));
    assertThat(missing).as("members of %s without a sample", family.getName()).isEmpty();
  }

  private static boolean isOrExtends(Class<?> type, String name) {
    for (Class<?> it = type; it != null; it = it.getSuperclass()) {
      if (it.getName().equals(name)
          || Stream.of(it.getInterfaces()).anyMatch(face -> face.getName().equals(name))) {
        return true;
      }
    }
    return false;
  }
}
