package dev.latchkey.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static dev.latchkey.architecture.Rooms.in;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Externalizable;
import java.io.Serializable;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Secrets are typed, and nothing carries them out. */
@AnalyzeClasses(packages = Rooms.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
@SuppressWarnings("MemberName") // rules read as sentences
class SecretsTest {

  // The word itself, or the last word of a longer name. A user code is meant to be seen, and so is
  // every other code that is not one of these.
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "token|secret|password|passphrase|assertion|code|verifier"
              + "|.*(Token|Secret|Password|Passphrase|Assertion|Verifier)"
              + "|(authorization|auth|device)Code");

  // The JDK wants passphrases as char[], which can be wiped and prints nothing of itself.
  private static final Set<String> PLAIN_TEXT =
      Set.of(String.class.getName(), CharSequence.class.getName(), StringBuilder.class.getName());

  // The sandbox shares no code with us, so it cannot have our type; it makes up all its secrets.
  @ArchTest
  static final ArchRule secrets_have_a_type =
      fields()
          .that()
          .areDeclaredInClassesThat(in(Rooms.ROOT).and(not(in(Rooms.SANDBOX))))
          .should(Condition.of("have the type Secret where they are one", SecretsTest::plainSecret))
          .because("text prints, compares in variable time and is serialized");

  @ArchTest
  static final ArchRule only_exceptions_and_enums_are_java_serializable =
      classes()
          .that(in(Rooms.ROOT))
          .and(not(assignableTo(Throwable.class)))
          .and(not(assignableTo(Enum.class)))
          .should(Condition.of("not be serializable", SecretsTest::serializable))
          .because("Java serialization writes what is hidden and reads what was never checked");

  @ArchTest
  static final ArchRule nothing_reads_itself_from_java_serialization =
      methods()
          .that()
          .areDeclaredInClassesThat(in(Rooms.ROOT))
          .should()
          .notHaveName("readObject")
          .andShould()
          .notHaveName("readResolve")
          .andShould()
          .notHaveName("readExternal")
          .because("it is a constructor that takes its arguments from strangers");

  @ArchTest
  static final ArchRule exceptions_keep_no_secret =
      classes()
          .that(assignableTo(Throwable.class))
          .or(in(Rooms.DOMAIN_ERROR))
          .should()
          .onlyDependOnClassesThat(
              not(belongToAnyOf(dev.latchkey.domain.credential.Secret.class))
                  .as("are not the type Secret"))
          .because("exceptions are printed, logged, sent and serialized");

  private static Stream<String> plainSecret(JavaField field) {
    boolean constant =
        field.getModifiers().contains(JavaModifier.STATIC)
            && field.getModifiers().contains(JavaModifier.FINAL);
    return !constant
            && SECRET_NAME.matcher(field.getName()).matches()
            && PLAIN_TEXT.contains(field.getRawType().getName())
        ? Stream.of("has the type " + field.getRawType().getSimpleName())
        : Stream.of();
  }

  private static Stream<String> serializable(JavaClass type) {
    return type.isAssignableTo(Serializable.class) || type.isAssignableTo(Externalizable.class)
        ? Stream.of("is serializable")
        : Stream.of();
  }
}
