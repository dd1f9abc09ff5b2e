package dev.latchkey.application.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.json.JsonPieces;
import dev.latchkey.application.json.JsonText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A section that shares blocks with the one before it says what one that is new would say. */
class ContentTest {

  @Property(tries = 200)
  void whateverWentAndCameTheRestIsInItsOrder(
      @ForAll long seed, @ForAll @IntRange(max = 200) int size, @ForAll boolean hasOthers) {
    Random random = new Random(seed);
    List<Member> wanted = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      wanted.add(hasOthers && i % 7 == 0 ? other(i) : row(i));
    }
    Content content = Content.of(wanted);
    for (int round = 0; round < 8; round++) {
      Set<Row> gone = new HashSet<>();
      int one = random.nextInt(1 + random.nextInt(40));
      content.rows().stream().filter(it -> random.nextInt(one + 1) == 0).forEach(gone::add);
      List<Row> added = new ArrayList<>();
      for (int i = random.nextInt(3) * random.nextInt(40); i > 0; i--) {
        added.add(row(1_000 * (round + 1) + i));
      }
      String before = text(content);

      Content next = content.changed(gone, added);

      assertThat(text(content)).as("it is immutable").isEqualTo(before);
      wanted.removeIf(it -> it instanceof Row row && gone.contains(row));
      wanted.addAll(added);
      assertThat(next.members()).containsExactlyElementsOf(wanted);
      assertThat(next.size()).isEqualTo(wanted.size());
      assertThat(text(next)).isEqualTo(text(Content.of(wanted)));
      content = next;
    }
  }

  private static String text(Content content) {
    JsonPieces json = new JsonPieces();
    content.write(json);
    return json.text();
  }

  private static Member other(int number) {
    String key = "other-" + number;
    return new OtherMember(key, new JsonText().put(key, number).fields());
  }

  private static Row row(int number) {
    return Objects.requireNonNull(
        Row.read(
            Section.APP_METADATA,
            "key-" + number,
            new JsonText().put("environment", "e").put("client_id", "app-" + number).compact(),
            new RowValues()));
  }
}
