package dev.latchkey.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.latchkey.architecture.Rooms.inAny;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** Each library in its room. */
@AnalyzeClasses(packages = Rooms.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
@SuppressWarnings("MemberName") // rules read as sentences
class LibrariesTest {

  @ArchTest
  static final ArchRule json_stays_in_the_json_room =
      onlyIn(
          List.of(Rooms.JSON, Rooms.MANAGED_IDENTITY, Rooms.BROKER, Rooms.CLI),
          "the wire format is read and written in one place; what else must parse does so"
              + " privately",
          "jakarta.json..",
          "org.eclipse.parsson..");

  @ArchTest
  static final ArchRule xml_stays_with_federation =
      onlyIn(
          List.of(Rooms.WS_TRUST, Rooms.SANDBOX),
          "every parser is a way in; the one there is has its limits set in one place",
          "javax.xml..",
          "org.w3c.dom..",
          "org.xml.sax..");

  @ArchTest
  static final ArchRule jose4j_stays_in_crypto =
      onlyIn(List.of(Rooms.CRYPTO), "cryptography is behind ports", "org.jose4j..");

  @ArchTest
  static final ArchRule bouncy_castle_stays_in_crypto_and_the_sandbox =
      onlyIn(
          List.of(Rooms.CRYPTO, Rooms.SANDBOX),
          "keys are read behind a port; the sandbox makes its own certificates",
          "org.bouncycastle..");

  @ArchTest
  static final ArchRule nimbus_stays_in_the_sandbox =
      onlyIn(
          List.of(Rooms.SANDBOX),
          "a mistake in a library that both sides use would hide itself",
          "com.nimbusds..");

  @ArchTest
  static final ArchRule apache_http_stays_in_its_adapter =
      onlyIn(
          List.of(Rooms.HTTP_APACHE, Rooms.INTEGRATION),
          "HTTP is behind a port; integrations put tokens into other people's clients",
          "org.apache.hc..");

  @ArchTest
  static final ArchRule jdk_http_stays_in_its_adapter =
      onlyIn(
          List.of(Rooms.HTTP_JDK, Rooms.INTEGRATION),
          "HTTP is behind a port; integrations put tokens into other people's clients",
          "java.net.http..");

  @ArchTest
  static final ArchRule http_servers_stay_with_those_who_listen =
      onlyIn(
          List.of(Rooms.SANDBOX, Rooms.SPI_TCK),
          "only the sandbox and the contracts are servers; the loopback listener needs more",
          "com.sun.net.httpserver..");

  @ArchTest
  static final ArchRule picocli_stays_in_the_command_line =
      onlyIn(List.of(Rooms.CLI), "nobody else has options to parse", "picocli..");

  @ArchTest
  static final ArchRule hazelcast_stays_in_its_store =
      onlyIn(
          List.of(Rooms.CACHE_HAZELCAST), "the shared cache is behind a port", "com.hazelcast..");

  @ArchTest
  static final ArchRule caffeine_stays_in_the_cache_room =
      onlyIn(
          List.of(Rooms.CACHE),
          "it is the data structure of the first level and nothing else",
          "com.github.benmanes.caffeine..");

  @ArchTest
  static final ArchRule dbus_stays_with_broker_and_keyring =
      onlyIn(
          List.of(Rooms.BROKER, Rooms.SECRET_SERVICE, Rooms.SANDBOX),
          "only the desktop's services are spoken to over D-Bus; the sandbox plays them",
          "org.freedesktop..");

  @ArchTest
  static final ArchRule native_code_stays_with_the_broker =
      onlyIn(List.of(Rooms.BROKER), "only MSALRuntime is native", "com.sun.jna..");

  @ArchTest
  static final ArchRule test_libraries_stay_with_contracts_and_sandbox =
      onlyIn(
          List.of(Rooms.SPI_TCK, Rooms.SANDBOX),
          "they are published for other people's tests; nothing else may need a test library",
          "org.junit..",
          "org.assertj..");

  @ArchTest
  static final ArchRule metrics_stay_in_observability =
      onlyIn(
          List.of(Rooms.OBSERVABILITY, Rooms.SPRING),
          "events are a port; Spring hands its registry over",
          "io.micrometer..",
          "io.opentelemetry..");

  @ArchTest
  static final ArchRule frameworks_stay_in_integration =
      onlyIn(
          List.of(Rooms.INTEGRATION),
          "the library is used from frameworks and knows none",
          "org.springframework..",
          "com.azure..",
          "reactor..");

  @ArchTest
  static final ArchRule spring_stays_in_its_room =
      onlyIn(
          List.of(Rooms.SPRING),
          "who integrates something else does not get Spring",
          "org.springframework..",
          "reactor..",
          "org.reactivestreams..");

  @ArchTest
  static final ArchRule logging_needs_no_library =
      onlyIn(
          List.of(),
          "System.Logger is enough, and forces nothing on anybody",
          "org.slf4j..",
          "org.apache.logging..",
          "org.apache.commons.logging..");

  @ArchTest
  static final ArchRule the_runtimes_logging_stays_in_the_command_line =
      onlyIn(
          List.of(Rooms.CLI),
          "a program shows its own log; a library leaves that to the application",
          "java.util.logging..");

  private static ArchRule onlyIn(List<String> rooms, String reason, String... library) {
    return noClasses()
        .that(not(inAny(rooms)))
        .should()
        .dependOnClassesThat(resideInAnyPackage(library))
        .because(reason);
  }
}
