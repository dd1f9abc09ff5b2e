package dev.latchkey.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static dev.latchkey.architecture.Rooms.in;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;

/** Nothing changes behind anybody's back. */
@AnalyzeClasses(packages = Rooms.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
@SuppressWarnings("MemberName") // rules read as sentences
class ValuesTest {

  private static final List<String> STATEFUL_PACKAGES =
      List.of("java.util.concurrent.atomic", "com.github.benmanes.caffeine.cache");

  // A table of tokens that never leaves its class: any collection is memory that a hit has to
  // fetch.
  private static final Set<String> KEEPS_ARRAYS =
      Set.of(
          "dev.latchkey.domain.cache.AccessTokens", "dev.latchkey.domain.credential.PackedSecret");

  @ArchTest
  static final ArchRule domain_is_immutable =
      classes()
          .that(in(Rooms.DOMAIN))
          .should(
              Condition.of(
                  "be a record, enum, interface, exception, sealed or final, with final fields and no"
                      + " arrays",
                  ValuesTest::faults))
          .because("what is shared by all threads must not change");

  @ArchTest
  static final ArchRule no_static_mutable_state =
      classes()
          .that(in(Rooms.ROOT))
          .should(Condition.of("have no static state that changes", ValuesTest::staticState))
          .because("tests leak into each other and tenants share what nobody owns");

  private static Stream<String> faults(JavaClass type) {
    boolean closed =
        type.isInterface()
            || type.isEnum()
            || type.isAssignableTo(Throwable.class)
            || type.getModifiers().contains(JavaModifier.FINAL)
            || type.reflect().isSealed()
            || type.getModifiers().contains(JavaModifier.SYNTHETIC)
            || type.isAssignableTo(Enum.class); // the body of an enum constant
    Stream<String> open = closed ? Stream.of() : Stream.of("can be extended");
    Stream<String> changing =
        Shape.changingFields(type).map(it -> "can change its field " + it.getName());
    Stream<String> arrays =
        type.getFields().stream()
            .filter(Shape::isHandWritten)
            .filter(it -> it.getRawType().isArray())
            .filter(it -> !KEEPS_ARRAYS.contains(type.getFullName()))
            .map(it -> "has an array in its field " + it.getName());
    return Stream.of(open, changing, arrays).flatMap(it -> it);
  }

  private static Stream<String> staticState(JavaClass owner) {
    return owner.getFields().stream()
        .filter(Shape::isHandWritten)
        .filter(it -> it.getModifiers().contains(JavaModifier.STATIC))
        .filter(it -> !it.getModifiers().contains(JavaModifier.FINAL) || holdsState(it))
        .map(it -> "keeps state in the static field " + it.getName());
  }

  private static boolean holdsState(JavaField field) {
    JavaClass type = field.getRawType();
    if (type.isAssignableTo(Map.class) || type.isAssignableTo(Collection.class)) {
      return !isImmutable(field.reflect());
    }
    return type.isAssignableTo(ThreadLocal.class)
        || type.isAssignableTo(Lock.class)
        || type.isAssignableTo(Executor.class)
        || type.isAssignableTo(StringBuilder.class)
        || STATEFUL_PACKAGES.contains(type.getPackageName());
  }

  // Only the object itself knows: List.of and a plain ArrayList have the same declared type.
  private static boolean isImmutable(Field constant) {
    try {
      constant.setAccessible(true);
      String actual = constant.get(null).getClass().getName();
      return actual.startsWith("java.util.ImmutableCollections$")
          || actual.startsWith("java.util.Collections$Unmodifiable");
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
