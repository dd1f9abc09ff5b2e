package dev.latchkey.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static dev.latchkey.architecture.Rooms.in;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.latchkey.spi.Provider;
import java.util.stream.Stream;

/** What an adapter looks like from outside. */
@AnalyzeClasses(packages = Rooms.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
@SuppressWarnings("MemberName") // rules read as sentences
class AdaptersTest {

  // What is nested in a hidden type is hidden, whatever it says itself.
  private static final DescribedPredicate<JavaClass> VISIBLE =
      DescribedPredicate.describe("are visible from outside", AdaptersTest::isVisible);

  @ArchTest
  static final ArchRule adapters_are_flat =
      classes()
          .that(in(Rooms.ADAPTERS))
          .should()
          .resideInAnyPackage(Rooms.ALL_ADAPTERS.toArray(String[]::new))
          .allowEmptyShould(true)
          .because("an adapter that wants a second package is a second module");

  @ArchTest
  static final ArchRule only_providers_are_public_in_adapters =
      classes()
          .that(in(Rooms.ADAPTERS).and(VISIBLE))
          .should(Condition.of("be final, named ...Provider, of one port", AdaptersTest::faults))
          .allowEmptyShould(true)
          .because("a provider is all that anybody needs to know of an adapter");

  private static boolean isVisible(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(AdaptersTest::isVisible).orElse(true);
  }

  private static Stream<String> faults(JavaClass provider) {
    long ports =
        provider.getRawInterfaces().stream()
            .filter(it -> it.isAssignableTo(Provider.class))
            .count();
    return Stream.of(
            provider.getModifiers().contains(JavaModifier.FINAL) ? "" : "is not final",
            provider.getSimpleName().endsWith("Provider") ? "" : "is not named ...Provider",
            ports == 1 ? "" : "implements " + ports + " provider interfaces, not exactly one")
        .filter(it -> !it.isEmpty());
  }
}
