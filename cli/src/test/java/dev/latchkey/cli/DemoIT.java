package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DemoIT {

  @Test
  @Timeout(60)
  void everySceneEndsAsPromised() {
    Run run = Run.of("demo");

    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .contains("SCENARIO", "SOURCE", "HTTP", "TIME", "OUTCOME", "10 of 10 as expected")
        .doesNotContain("NOT AS EXPECTED");
    assertThat(run.out().lines().filter(line -> line.startsWith("first token")))
        .singleElement()
        .satisfies(line -> assertThat(line).matches("first token +identity provider +2 .*"));
    assertThat(run.out().lines().filter(line -> line.startsWith("same token again")))
        .singleElement()
        .satisfies(line -> assertThat(line).matches("same token again +cache +0 .*"));
    assertThat(run.err()).contains("demo: wrong secret");
  }

  @Test
  void anUnknownAdapterIsAUsageErrorThatListsTheKnown() {
    Run run = Run.of("demo", "--http", "carrier-pigeon");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("carrier-pigeon", "apache");
  }
}
