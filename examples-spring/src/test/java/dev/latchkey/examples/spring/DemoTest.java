package dev.latchkey.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DemoTest {

  @Test
  void demoTellsOfThreeRequestsAndTwoTokens() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      Demo.main(new String[0]);
    } finally {
      System.setOut(before);
    }

    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .anyMatch(it -> it.matches("first request +report: 3 orders .*so far: 1\\)"))
        .anyMatch(it -> it.matches("second request +report: 3 orders .*so far: 1\\)"))
        .anyMatch(it -> it.matches("token revoked +report: 3 orders .*so far: 2\\)"))
        .anyMatch(it -> it.matches("health +\\{.*\"report\".*so far: 2\\)"));
  }
}
