package dev.latchkey.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static dev.latchkey.architecture.Rooms.in;
import static dev.latchkey.architecture.Rooms.inAny;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The shape of use cases and of what they are asked with. */
@AnalyzeClasses(packages = Rooms.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
@SuppressWarnings("MemberName") // rules read as sentences
class UseCasesTest {

  private static final Set<String> STEPS = Set.of("begin", "complete", "resume", "stop");
  private static final Set<String> NO_DOORS = Set.of("equals", "hashCode", "toString", "close");

  @ArchTest
  static final ArchRule use_cases_have_one_public_method =
      classes()
          .that(inAny(Rooms.USE_CASES))
          .and()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .and()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .areNotRecords()
          .should(
              Condition.of(
                  "be final, extend nothing and have one public method at most",
                  UseCasesTest::faults))
          .allowEmptyShould(true)
          .because("a use case is one thing that a caller wants; what two share is a collaborator");

  @ArchTest
  static final ArchRule requests_are_final_and_immutable =
      classes()
          .that(in(Rooms.REQUEST))
          .and()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .doNotHaveModifier(JavaModifier.SYNTHETIC)
          .should(Condition.of("be final with final fields only", UseCasesTest::waysToChange))
          .allowEmptyShould(true)
          .because("requests are shared between threads and are part of keys");

  private static Stream<String> faults(JavaClass useCase) {
    Set<String> doors =
        useCase.getMethods().stream()
            .filter(it -> it.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(it -> !it.getModifiers().contains(JavaModifier.SYNTHETIC))
            .map(JavaMethod::getName)
            .filter(it -> !NO_DOORS.contains(it))
            .collect(Collectors.toCollection(TreeSet::new));
    // Collaborators that the client puts together have none.
    boolean oneDoor = doors.size() <= 1 || STEPS.containsAll(doors);
    boolean extendsNothing =
        useCase.getRawSuperclass().filter(it -> !it.isEquivalentTo(Object.class)).isEmpty();
    return Stream.of(
            useCase.getModifiers().contains(JavaModifier.FINAL) ? "" : "is not final",
            extendsNothing ? "" : "extends another class",
            oneDoor ? "" : "has the public methods " + doors)
        .filter(it -> !it.isEmpty());
  }

  private static Stream<String> waysToChange(JavaClass request) {
    Stream<String> open =
        request.getModifiers().contains(JavaModifier.FINAL)
            ? Stream.of()
            : Stream.of("is not final");
    return Stream.concat(
        open, Shape.changingFields(request).map(it -> "can change its field " + it.getName()));
  }
}
