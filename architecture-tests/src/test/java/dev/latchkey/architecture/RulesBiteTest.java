package dev.latchkey.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import dev.latchkey.adapters.http.violation.DoubleProvider;
import dev.latchkey.adapters.http.violation.OpenDoor;
import dev.latchkey.adapters.one.violation.KnowsItsNeighbour;
import dev.latchkey.adapters.other.violation.Neighbour;
import dev.latchkey.application.request.violation.ChangingRequest;
import dev.latchkey.application.silent.violation.HasParents;
import dev.latchkey.application.silent.violation.TwoDoors;
import dev.latchkey.application.violation.egg.Egg;
import dev.latchkey.application.violation.habit.LooksAtTheClock;
import dev.latchkey.application.violation.habit.LooksAtTheClockByName;
import dev.latchkey.application.violation.habit.Prints;
import dev.latchkey.application.violation.habit.ReadsTheEnvironment;
import dev.latchkey.application.violation.habit.RollsTheDice;
import dev.latchkey.application.violation.habit.SharesItsLogger;
import dev.latchkey.application.violation.habit.StartsPrograms;
import dev.latchkey.application.violation.habit.TakesInjections;
import dev.latchkey.application.violation.habit.ThrowsAnything;
import dev.latchkey.application.violation.hen.Hen;
import dev.latchkey.application.violation.library.UsesApacheHttp;
import dev.latchkey.application.violation.library.UsesBouncyCastle;
import dev.latchkey.application.violation.library.UsesCaffeine;
import dev.latchkey.application.violation.library.UsesClosedPackage;
import dev.latchkey.application.violation.library.UsesDbus;
import dev.latchkey.application.violation.library.UsesFrameworks;
import dev.latchkey.application.violation.library.UsesHazelcast;
import dev.latchkey.application.violation.library.UsesHttpServers;
import dev.latchkey.application.violation.library.UsesJdkHttp;
import dev.latchkey.application.violation.library.UsesJna;
import dev.latchkey.application.violation.library.UsesJose4j;
import dev.latchkey.application.violation.library.UsesJson;
import dev.latchkey.application.violation.library.UsesLoggingLibrary;
import dev.latchkey.application.violation.library.UsesMetrics;
import dev.latchkey.application.violation.library.UsesNimbus;
import dev.latchkey.application.violation.library.UsesPicocli;
import dev.latchkey.application.violation.library.UsesRuntimeLogging;
import dev.latchkey.application.violation.library.UsesTestLibraries;
import dev.latchkey.application.violation.library.UsesXml;
import dev.latchkey.application.violation.state.CountsForAll;
import dev.latchkey.application.violation.state.RemembersForAll;
import dev.latchkey.application.violation.state.RemembersPerThread;
import dev.latchkey.cli.violation.EntersTheApplication;
import dev.latchkey.cli.violation.EntersTheWiring;
import dev.latchkey.client.violation.PlainClientSecret;
import dev.latchkey.domain.error.violation.TellsTheSecret;
import dev.latchkey.domain.violation.CanBeExtended;
import dev.latchkey.domain.violation.Changes;
import dev.latchkey.domain.violation.ComputesDigests;
import dev.latchkey.domain.violation.HoldsAnArray;
import dev.latchkey.domain.violation.KnowsItsPort;
import dev.latchkey.domain.violation.Logs;
import dev.latchkey.domain.violation.PlainToken;
import dev.latchkey.domain.violation.ReadsFiles;
import dev.latchkey.domain.violation.ReadsItself;
import dev.latchkey.domain.violation.TravelsFar;
import dev.latchkey.sandbox.violation.KnowsTheDomain;
import dev.latchkey.spi.violation.SpeaksLibrary;
import dev.latchkey.unplanned.violation.HasNoRoom;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule against a class that breaks it: a rule that never fires guards nothing. */
class RulesBiteTest {

  private static final List<Class<?>> RULE_SETS =
      List.of(
          ArrowsTest.class,
          PurityTest.class,
          LibrariesTest.class,
          AdaptersTest.class,
          UseCasesTest.class,
          ValuesTest.class,
          SecretsTest.class,
          HabitsTest.class);

  static Stream<Arguments> rules() {
    return Stream.of(
        row(ArrowsTest.arrows_point_inwards, KnowsItsPort.class),
        row(ArrowsTest.arrows_point_inwards, KnowsTheDomain.class),
        row(ArrowsTest.arrows_point_inwards, HasNoRoom.class),
        row(ArrowsTest.of_the_application_others_see_the_requests_only, EntersTheApplication.class),
        row(ArrowsTest.nobody_enters_the_wiring_of_the_client, EntersTheWiring.class),
        row(ArrowsTest.adapters_do_not_know_each_other, KnowsItsNeighbour.class, Neighbour.class),
        row(ArrowsTest.no_package_cycles, Egg.class, Hen.class),
        row(PurityTest.domain_is_pure, ReadsFiles.class),
        row(PurityTest.domain_computes_no_digests, ComputesDigests.class),
        row(PurityTest.ports_speak_only_jdk_and_domain, SpeaksLibrary.class),
        row(PurityTest.domain_and_ports_never_log, Logs.class),
        row(LibrariesTest.json_stays_in_the_json_room, UsesJson.class),
        row(LibrariesTest.xml_stays_with_federation, UsesXml.class),
        row(LibrariesTest.jose4j_stays_in_crypto, UsesJose4j.class),
        row(LibrariesTest.bouncy_castle_stays_in_crypto_and_the_sandbox, UsesBouncyCastle.class),
        row(LibrariesTest.nimbus_stays_in_the_sandbox, UsesNimbus.class),
        row(LibrariesTest.apache_http_stays_in_its_adapter, UsesApacheHttp.class),
        row(LibrariesTest.jdk_http_stays_in_its_adapter, UsesJdkHttp.class),
        row(LibrariesTest.http_servers_stay_with_those_who_listen, UsesHttpServers.class),
        row(LibrariesTest.picocli_stays_in_the_command_line, UsesPicocli.class),
        row(LibrariesTest.hazelcast_stays_in_its_store, UsesHazelcast.class),
        row(LibrariesTest.caffeine_stays_in_the_cache_room, UsesCaffeine.class),
        row(LibrariesTest.dbus_stays_with_broker_and_keyring, UsesDbus.class),
        row(LibrariesTest.native_code_stays_with_the_broker, UsesJna.class),
        row(LibrariesTest.test_libraries_stay_with_contracts_and_sandbox, UsesTestLibraries.class),
        row(LibrariesTest.metrics_stay_in_observability, UsesMetrics.class),
        row(LibrariesTest.frameworks_stay_in_integration, UsesFrameworks.class),
        row(LibrariesTest.spring_stays_in_its_room, UsesFrameworks.class),
        row(LibrariesTest.logging_needs_no_library, UsesLoggingLibrary.class),
        row(LibrariesTest.the_runtimes_logging_stays_in_the_command_line, UsesRuntimeLogging.class),
        row(AdaptersTest.adapters_are_flat, OpenDoor.class),
        row(AdaptersTest.only_providers_are_public_in_adapters, OpenDoor.class),
        row(AdaptersTest.only_providers_are_public_in_adapters, DoubleProvider.class),
        row(UseCasesTest.use_cases_have_one_public_method, TwoDoors.class),
        row(UseCasesTest.use_cases_have_one_public_method, HasParents.class),
        row(UseCasesTest.requests_are_final_and_immutable, ChangingRequest.class),
        row(ValuesTest.domain_is_immutable, Changes.class),
        row(ValuesTest.domain_is_immutable, CanBeExtended.class),
        row(ValuesTest.domain_is_immutable, HoldsAnArray.class),
        row(ValuesTest.no_static_mutable_state, CountsForAll.class),
        row(ValuesTest.no_static_mutable_state, RemembersForAll.class),
        row(ValuesTest.no_static_mutable_state, RemembersPerThread.class),
        row(SecretsTest.secrets_have_a_type, PlainToken.class),
        row(SecretsTest.secrets_have_a_type, PlainClientSecret.class),
        row(SecretsTest.only_exceptions_and_enums_are_java_serializable, TravelsFar.class),
        row(SecretsTest.nothing_reads_itself_from_java_serialization, ReadsItself.class),
        row(SecretsTest.exceptions_keep_no_secret, TellsTheSecret.class),
        row(HabitsTest.time_comes_in_by_hand, LooksAtTheClock.class),
        row(HabitsTest.stopwatches_come_in_by_hand, LooksAtTheClockByName.class),
        row(HabitsTest.environment_comes_in_by_hand, ReadsTheEnvironment.class),
        row(HabitsTest.programs_are_started_by_hand, StartsPrograms.class),
        row(HabitsTest.randomness_comes_in_by_hand, RollsTheDice.class),
        row(HabitsTest.nobody_prints, Prints.class),
        row(HabitsTest.nobody_throws_generic_exceptions, ThrowsAnything.class),
        row(HabitsTest.nobody_injects_into_fields, TakesInjections.class),
        row(HabitsTest.loggers_are_private_constants, SharesItsLogger.class),
        row(HabitsTest.exceptions_belong_to_the_family, TellsTheSecret.class),
        row(HabitsTest.no_closed_packages_of_the_jdk, UsesClosedPackage.class));
  }

  private static Arguments row(ArchRule rule, Class<?>... examples) {
    return arguments(rule, List.of(examples));
  }

  @ParameterizedTest(name = "{1} breaks: {0}")
  @MethodSource("rules")
  void ruleReportsTheBadExample(ArchRule rule, List<Class<?>> examples) {
    EvaluationResult result = rule.evaluate(House.violations(examples.toArray(Class<?>[]::new)));

    assertThat(result.getFailureReport().getDetails())
        .as(rule.getDescription())
        .anyMatch(it -> it.contains(examples.get(0).getName()));
  }

  @Test
  void noRuleIsWithoutBadExample() throws IllegalAccessException {
    List<Object> proved = rules().map(it -> it.get()[0]).toList();
    List<String> unproved = new ArrayList<>();
    for (Class<?> set : RULE_SETS) {
      for (Field field : constants(set)) {
        if (!proved.contains(field.get(null))) {
          unproved.add(set.getSimpleName() + "." + field.getName());
        }
      }
    }

    assertThat(unproved).isEmpty();
  }

  @Test
  void everyRuleHasAReason() throws IllegalAccessException {
    for (Class<?> set : RULE_SETS) {
      for (Field field : constants(set)) {
        assertThat(((ArchRule) field.get(null)).getDescription())
            .as(field.getName())
            .contains(", because ");
      }
    }
  }

  private static List<Field> constants(Class<?> set) {
    List<Field> found =
        Arrays.stream(set.getDeclaredFields())
            .filter(it -> ArchRule.class.isAssignableFrom(it.getType()))
            .toList();
    assertThat(found).as("rules of %s", set).isNotEmpty();
    return found;
  }
}
