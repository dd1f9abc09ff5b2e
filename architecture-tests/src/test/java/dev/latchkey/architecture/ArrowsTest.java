package dev.latchkey.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.latchkey.architecture.Rooms.all;
import static dev.latchkey.architecture.Rooms.in;
import static dev.latchkey.architecture.Rooms.inPorts;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. */
@AnalyzeClasses(packages = Rooms.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
@SuppressWarnings("MemberName") // rules read as sentences
class ArrowsTest {

  private static final String DOMAIN = "domain";
  private static final String PORTS = "ports";
  private static final String CONTRACTS = "contracts";
  private static final String APPLICATION = "application";
  private static final String CLIENT = "client";
  private static final String CLI = "cli";
  private static final String SANDBOX = "sandbox";
  private static final String ADAPTERS = "adapters";
  private static final String OBSERVABILITY = "observability";
  private static final String INTEGRATION = "integration";
  private static final String SPRING = "spring";
  private static final String SPRING_TEST = "spring test";

  // Every layer is optional here, because RoomsTest says it better when one is empty.
  @ArchTest
  static final ArchRule arrows_point_inwards =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage(all(Rooms.ROOT))
          .withOptionalLayers(true)
          .layer(DOMAIN)
          .definedBy(in(Rooms.DOMAIN))
          .layer(PORTS)
          .definedBy(inPorts())
          .layer(CONTRACTS)
          .definedBy(in(Rooms.SPI_TCK))
          .layer(APPLICATION)
          .definedBy(in(Rooms.APPLICATION))
          .layer(CLIENT)
          .definedBy(in(Rooms.CLIENT))
          .layer(CLI)
          .definedBy(in(Rooms.CLI))
          .layer(SANDBOX)
          .definedBy(in(Rooms.SANDBOX))
          .layer(ADAPTERS)
          .definedBy(in(Rooms.ADAPTERS))
          .layer(OBSERVABILITY)
          .definedBy(in(Rooms.OBSERVABILITY))
          .layer(INTEGRATION)
          .definedBy(in(Rooms.INTEGRATION).and(not(in(Rooms.SPRING))))
          .layer(SPRING)
          .definedBy(in(Rooms.SPRING).and(not(in(Rooms.SPRING_TEST))))
          .layer(SPRING_TEST)
          .definedBy(in(Rooms.SPRING_TEST))
          .whereLayer(DOMAIN)
          .mayNotAccessAnyLayer()
          .whereLayer(PORTS)
          .mayOnlyAccessLayers(DOMAIN)
          .whereLayer(CONTRACTS)
          .mayOnlyAccessLayers(PORTS, DOMAIN)
          .whereLayer(APPLICATION)
          .mayOnlyAccessLayers(PORTS, DOMAIN)
          .whereLayer(CLIENT)
          .mayOnlyAccessLayers(APPLICATION, PORTS, DOMAIN)
          .whereLayer(CLI)
          .mayOnlyAccessLayers(CLIENT, APPLICATION, PORTS, DOMAIN, SANDBOX)
          .whereLayer(INTEGRATION)
          .mayOnlyAccessLayers(CLIENT, APPLICATION, PORTS, DOMAIN)
          .whereLayer(SPRING)
          .mayOnlyAccessLayers(INTEGRATION, OBSERVABILITY, CLIENT, APPLICATION, PORTS, DOMAIN)
          .whereLayer(SPRING_TEST)
          .mayOnlyAccessLayers(SPRING, SANDBOX, CLIENT, APPLICATION, PORTS, DOMAIN)
          .whereLayer(SANDBOX)
          .mayNotAccessAnyLayer()
          .whereLayer(ADAPTERS)
          .mayOnlyAccessLayers(PORTS, DOMAIN)
          .whereLayer(OBSERVABILITY)
          .mayOnlyAccessLayers(PORTS, DOMAIN)
          .ensureAllClassesAreContainedInArchitecture()
          .because("adapters, observers and the sandbox are replaced without anyone noticing");

  @ArchTest
  static final ArchRule of_the_application_others_see_the_requests_only =
      noClasses()
          .that(in(Rooms.CLI).or(in(Rooms.INTEGRATION)))
          .should()
          .dependOnClassesThat(in(Rooms.APPLICATION).and(not(in(Rooms.REQUEST))))
          .allowEmptyShould(true)
          .because("the use cases are not public API and change without notice");

  @ArchTest
  static final ArchRule nobody_enters_the_wiring_of_the_client =
      noClasses()
          .that(not(in(Rooms.CLIENT)))
          .should()
          .dependOnClassesThat(in(Rooms.CLIENT_INTERNAL))
          .because("what is public there is public for the client's own packages");

  @ArchTest
  static final ArchRule adapters_do_not_know_each_other =
      slices()
          .matching(Rooms.ADAPTERS + ".(**)")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true)
          .because("each is chosen without the others; what two share belongs to a port");

  @ArchTest
  static final ArchRule no_package_cycles =
      slices()
          .matching(Rooms.ROOT + ".(**)")
          .should()
          .beFreeOfCycles()
          .because("packages in a cycle are one package, and can only be understood as one");
}
