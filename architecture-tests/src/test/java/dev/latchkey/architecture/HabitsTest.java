package dev.latchkey.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static dev.latchkey.architecture.Rooms.in;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.latchkey.domain.error.TokenException;
import java.util.Set;
import java.util.regex.Pattern;

/** The habits of the house: time, environment, errors, output. */
@AnalyzeClasses(packages = Rooms.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
@SuppressWarnings("MemberName") // rules read as sentences
class HabitsTest {

  private static final Pattern CLOCK =
      Pattern.compile(
          "java\\.time\\.\\w+\\.now"
              + "|java\\.time\\.Clock\\.(system|tick).*"
              + "|java\\.time\\.InstantSource\\.system"
              + "|java\\.lang\\.System\\.currentTimeMillis"
              + "|java\\.lang\\.Thread\\.(sleep|onSpinWait)"
              + "|java\\.util\\.concurrent\\.TimeUnit\\.sleep"
              + "|java\\.util\\.(Date|GregorianCalendar)\\.<init>"
              + "|java\\.util\\.Calendar\\.getInstance");

  private static final Pattern STOPWATCH = Pattern.compile("java\\.lang\\.System\\.nanoTime");

  private static final Pattern ENVIRONMENT =
      Pattern.compile(
          "java\\.lang\\.System\\.(getenv|getProperty|getProperties|setProperty)"
              + "|java\\.lang\\.(Boolean\\.getBoolean|Integer\\.getInteger|Long\\.getLong)");

  private static final Pattern PROGRAMS =
      Pattern.compile("java\\.lang\\.(Runtime\\.exec|ProcessBuilder\\.start)");

  private static final Pattern RANDOMNESS =
      Pattern.compile(
          "java\\.util\\.UUID\\.randomUUID"
              + "|java\\.lang\\.Math\\.random"
              + "|java\\.util\\.(Random|SplittableRandom)\\.<init>"
              + "|java\\.util\\.concurrent\\.ThreadLocalRandom\\.current"
              + "|java\\.security\\.SecureRandom\\.(<init>|getInstance.*)");

  // Two kinds of class touch the machine, both behind a port; the edges are programs of their own.
  private static final DescribedPredicate<JavaClass> MACHINE_ITSELF =
      new DescribedPredicate<>("are the machine's side of a port") {
        private final Set<String> rooms = Set.of(Rooms.SPI_TIME, Rooms.SPI_SYSTEM);

        @Override
        public boolean test(JavaClass type) {
          return rooms.contains(type.getPackageName()) && type.getSimpleName().startsWith("System");
        }
      };

  private static final DescribedPredicate<JavaClass> EDGES =
      in(Rooms.CLI).or(in(Rooms.SANDBOX)).or(in(Rooms.SPI_TCK)).as("are programs of their own");

  @ArchTest
  static final ArchRule time_comes_in_by_hand =
      noClasses()
          .that(not(MACHINE_ITSELF).and(not(EDGES)))
          .should()
          .accessTargetWhere(isOneOf("a clock or a sleep", CLOCK))
          .because("every rule about time is tested without a sleep; take a TimeSource");

  // What is left of a deadline is asked of the Deadline; sockets then run by the machine's clock.
  @ArchTest
  static final ArchRule stopwatches_come_in_by_hand =
      noClasses()
          .that(not(MACHINE_ITSELF).and(not(EDGES)).and(not(in(Rooms.ADAPTERS))))
          .should()
          .accessTargetWhere(isOneOf("a stopwatch", STOPWATCH))
          .because("every rule about time is tested without a sleep; take a TimeSource");

  @ArchTest
  static final ArchRule environment_comes_in_by_hand =
      noClasses()
          .that(not(MACHINE_ITSELF).and(not(EDGES)).and(not(in(Rooms.PROCESS))))
          .should()
          .accessTargetWhere(isOneOf("the environment of the process", ENVIRONMENT))
          .because("tests and servers have environments of their own; take an EnvironmentReader");

  // A ProcessRunner kills what it started at the deadline; a browser has to outlive the call.
  @ArchTest
  static final ArchRule programs_are_started_by_hand =
      noClasses()
          .that(
              not(MACHINE_ITSELF)
                  .and(not(EDGES))
                  .and(not(in(Rooms.PROCESS)))
                  .and(not(in(Rooms.BROWSER))))
          .should()
          .accessTargetWhere(isOneOf("another program", PROGRAMS))
          .because("whoever may start programs is on a short list; take a ProcessRunner");

  // Adapters need randomness only inside their libraries, where no port reaches.
  @ArchTest
  static final ArchRule randomness_comes_in_by_hand =
      noClasses()
          .that(not(MACHINE_ITSELF).and(not(EDGES)).and(not(in(Rooms.ADAPTERS))))
          .should()
          .accessTargetWhere(isOneOf("a source of chance", RANDOMNESS))
          .because("a test must know which state and nonce come next; take a RandomSource");

  @ArchTest
  static final ArchRule nobody_prints =
      noClasses()
          .that(not(in(Rooms.CLI)))
          .should(ACCESS_STANDARD_STREAMS)
          .because("standard output belongs to the application, and to scripts behind the cli");

  @ArchTest
  static final ArchRule nobody_throws_generic_exceptions =
      noClasses().should(THROW_GENERIC_EXCEPTIONS).because("callers branch on the type");

  @ArchTest
  static final ArchRule nobody_injects_into_fields =
      GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION.because(
          "what a class needs is in its constructor");

  @ArchTest
  static final ArchRule loggers_are_private_constants =
      fields()
          .that()
          .haveRawType(System.Logger.class)
          .should()
          .bePrivate()
          .andShould()
          .beStatic()
          .andShould()
          .beFinal()
          .allowEmptyShould(true)
          .because("a logger is named after its class and is nobody else's");

  // The sandbox uses nothing of ours and has its own failures; no client ever sees them.
  @ArchTest
  static final ArchRule exceptions_belong_to_the_family =
      classes()
          .that(assignableTo(Throwable.class))
          .and(not(in(Rooms.SANDBOX)))
          .should()
          .beAssignableTo(TokenException.class)
          .andShould()
          .resideInAPackage(Rooms.DOMAIN_ERROR)
          .because("the family is sealed, so that callers can handle all of it");

  @ArchTest
  static final ArchRule no_closed_packages_of_the_jdk =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("sun..", "jdk.internal..", "com.sun..")
                  .and(not(resideInAnyPackage("com.sun.net.httpserver..", "com.sun.jna.."))))
          .because("strong encapsulation closes them (X-06)");

  private static DescribedPredicate<JavaAccess<?>> isOneOf(String what, Pattern names) {
    return new DescribedPredicate<>("the target is " + what) {
      @Override
      public boolean test(JavaAccess<?> access) {
        return names
            .matcher(access.getTargetOwner().getName() + "." + access.getTarget().getName())
            .matches();
      }
    };
  }
}
