package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoIT {

  @ParameterizedTest
  @ValueSource(strings = {"apache", "jdk"})
  @Timeout(60)
  void everySceneEndsAsPromised(String adapter) {
    Run run = Run.of("demo", "--http", adapter);

    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .contains("SCENARIO", "SOURCE", "HTTP", "TIME", "OUTCOME", "23 of 23 as expected")
        .doesNotContain("NOT AS EXPECTED");
    assertThat(run.out().lines().filter(line -> line.startsWith("first token")))
        .singleElement()
        .satisfies(line -> assertThat(line).matches("first token +identity provider +2 .*"));
    assertThat(run.out().lines().filter(line -> line.startsWith("same token again")))
        .singleElement()
        .satisfies(line -> assertThat(line).matches("same token again +cache +0 .*"));
    assertThat(run.out().lines().filter(line -> line.startsWith("next request of that person")))
        .singleElement()
        .satisfies(line -> assertThat(line).matches("next request of that person +cache +0 .*"));
    assertThat(run.out().lines().filter(line -> line.startsWith("browser of this machine")))
        .singleElement()
        .satisfies(line -> assertThat(line).contains("played by the sandbox"));
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 120);
    assertThat(run.err()).contains("demo: wrong secret", "demo: device code");
  }

  @Test
  void anUnknownAdapterIsAUsageErrorThatListsTheKnown() {
    Run run = Run.of("demo", "--http", "carrier-pigeon");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("carrier-pigeon", "apache", "jdk");
  }
}
