package dev.latchkey.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.spi.event.TokenEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SmallFakesTest {

  @Nested
  class Randomness {

    @Test
    void repeatsItselfForTheSameSeed() {
      assertThat(new FixedRandomSource(7).bytes(32)).isEqualTo(new FixedRandomSource(7).bytes(32));
      assertThat(new FixedRandomSource().uuid()).isEqualTo(new FixedRandomSource(1).uuid());
    }

    @Test
    void differsFromCallToCallAndFromSeedToSeed() {
      FixedRandomSource random = new FixedRandomSource(7);

      assertThat(random.bytes(32)).isNotEqualTo(random.bytes(32)).hasSize(32);
      assertThat(new FixedRandomSource(8).bytes(32))
          .isNotEqualTo(new FixedRandomSource(7).bytes(32));
    }
  }

  @Nested
  class Environment {

    @Test
    void readsEmptyAsNotSet() {
      MapEnvironment environment =
          MapEnvironment.empty().withVariable("A", "").withProperty("b", "");

      assertThat(environment.variable("A")).isEmpty();
      assertThat(environment.property("b")).isEmpty();
      assertThat(environment.variable("other")).isEmpty();
    }

    @Test
    void keepsVariablesAndPropertiesApart() {
      MapEnvironment environment =
          MapEnvironment.of(Map.of("A", "1")).withVariable("B", "2").withProperty("c", "3");

      assertThat(environment.variable("A")).contains("1");
      assertThat(environment.variable("B")).contains("2");
      assertThat(environment.property("c")).contains("3");
      assertThat(environment.variable("c")).isEmpty();
      assertThat(environment.property("A")).isEmpty();
    }

    @Test
    void leavesTheOriginalAloneAndPrintsNoValue() {
      MapEnvironment before = MapEnvironment.empty();
      MapEnvironment after = before.withVariable("A", "hidden");

      assertThat(before.variable("A")).isEmpty();
      assertThat(after).asString().contains("A").doesNotContain("hidden");
    }
  }

  @Nested
  class Events {

    private final RecordingEventSink sink = new RecordingEventSink();

    @Test
    void singleFailsUnlessThereIsExactlyOne() {
      assertThatThrownBy(sink::single).isInstanceOf(AssertionError.class);
      sink.on(TokenEvent.builder("one").build());
      sink.on(TokenEvent.builder("two").build());
      assertThatThrownBy(sink::single).isInstanceOf(AssertionError.class);
    }

    @Test
    void keepsEventsInOrderUntilCleared() {
      TokenEvent one = TokenEvent.builder("one").build();
      TokenEvent two = TokenEvent.builder("two").build();

      sink.on(one);
      assertThat(sink.single()).isSameAs(one);
      sink.on(two);
      assertThat(sink.events()).containsExactly(one, two);
      sink.clear();
      assertThat(sink.events()).isEmpty();
    }
  }

  @Nested
  class Files {

    private final Path path = Path.of("some", "file");
    private final MemoryFiles files = new MemoryFiles();

    @Test
    void missingAndTooLongFilesFail() {
      assertThatThrownBy(() -> files.read(path, 10)).isInstanceOf(IOException.class);
      files.put(path, "eleven byte");
      assertThatThrownBy(() -> files.read(path, 10)).isInstanceOf(IOException.class);
      files.put(path, "").delete(path);
      assertThatThrownBy(() -> files.read(path, 10)).isInstanceOf(IOException.class);
    }

    @Test
    void copiesBothWays() throws IOException {
      byte[] given = "ten bytes!".getBytes(StandardCharsets.UTF_8);
      files.put(path, given);
      given[0] = 'x';
      byte[] read = files.read(path, 10);
      read[1] = 'x';

      assertThat(files.read(path, 10)).asString(StandardCharsets.UTF_8).isEqualTo("ten bytes!");
    }
  }
}
