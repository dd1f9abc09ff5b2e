package dev.latchkey.application.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Names in numbers are found where they were added, and none is added twice. */
class NameTableTest {

  @Property(tries = 300)
  void eachNameIsFoundWhereItWasAdded(
      @ForAll @Size(max = 200) Set<String> names,
      @ForAll @IntRange(max = 600) int length,
      @ForAll @IntRange(max = 100) int expected) {
    List<String> added = names.stream().map(it -> "x".repeat(length) + it).toList();
    NameTable table = new NameTable(expected);

    assertThat(added).allMatch(table::add);

    assertThat(added).noneMatch(table::add);
    assertThat(table.size()).isEqualTo(added.size());
    for (int i = 0; i < added.size(); i++) {
      assertThat(table.placeOf(added.get(i))).isEqualTo(i);
      assertThat(table.at(i)).isEqualTo(added.get(i));
    }
    assertThat(table.placeOf("none of them".repeat(20))).isNegative();
  }

  // Characters whose low bytes are the same have one hash: whoever chooses names can have that.
  @Test
  void namesThatWereChosenForOnePlaceAreLeftToTheLibrary() {
    NameTable table = new NameTable(0);
    StringBuilder text = new StringBuilder("{");
    int refused = 0;
    for (int high = 1; high < 200; high++) {
      String name = Character.toString(high << 8 | 'a');
      refused += table.add(name) ? 0 : 1;
      text.append(high == 1 ? "" : ",").append('"').append(name).append("\":{\"n\":1}");
    }
    assertThat(refused).isPositive();

    String hostile = text.append('}').toString();
    assertThat(PlainJson.read(hostile, 0, true, quoted -> quoted)).isNull();
    assertThat(StrictJson.object(hostile, hostile.length(), false).names()).hasSize(199);
  }
}
