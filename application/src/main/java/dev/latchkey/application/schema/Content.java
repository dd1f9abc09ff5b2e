package dev.latchkey.application.schema;

import dev.latchkey.application.json.JsonPieces;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The members of a section, in their order. Immutable; one shares blocks with the next. */
final class Content {

  static final Content NONE = new Content(List.of(), 0);

  private final List<Block> blocks;
  private final int size;

  private Content(List<Block> blocks, int size) {
    this.blocks = blocks;
    this.size = size;
  }

  /** {@return the content that members make} */
  static Content of(List<Member> members) {
    List<Block> blocks = new ArrayList<>(members.size() / Block.MOST + 1);
    addTo(blocks, members);
    return new Content(blocks, members.size());
  }

  private static void addTo(List<Block> blocks, List<Member> members) {
    for (int from = 0; from < members.size(); from += Block.MOST) {
      blocks.add(new Block(members.subList(from, Math.min(from + Block.MOST, members.size()))));
    }
  }

  /**
   * {@return the content with other rows}
   *
   * @param gone those that go
   * @param added those that come, at the end
   */
  Content changed(Set<Row> gone, List<Row> added) {
    List<Block> next = new ArrayList<>(blocks.size() + 1);
    List<Member> open = new ArrayList<>();
    for (Block block : blocks) {
      List<Member> left = gone.isEmpty() ? block.members() : block.without(gone);
      boolean isSame = left.size() == block.size();
      // What is left of a block goes into the next that changes, so that none stay small.
      if (isSame && (open.isEmpty() || open.size() + left.size() > Block.MOST)) {
        addTo(next, open);
        open.clear();
        next.add(block);
      } else {
        open.addAll(left);
      }
    }
    int last = next.size() - 1;
    if (open.isEmpty() && !added.isEmpty() && last >= 0 && next.get(last).size() < Block.MOST) {
      open.addAll(next.remove(last).members());
    }
    open.addAll(added);
    addTo(next, open);
    int count = 0;
    for (Block block : next) {
      count += block.size();
    }
    return new Content(next, count);
  }

  /** {@return how many members there are, understood or not} */
  int size() {
    return size;
  }

  /** {@return the members, understood or not} */
  List<Member> members() {
    List<Member> members = new ArrayList<>(size);
    for (Block block : blocks) {
      members.addAll(block.members());
    }
    return members;
  }

  /** {@return the members that are understood} */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>(size);
    for (Block block : blocks) {
      addRows(block, rows);
    }
    return rows;
  }

  private static void addRows(Block block, List<Row> rows) {
    for (Member member : block.members()) {
      if (member instanceof Row row) {
        rows.add(row);
      }
    }
  }

  /** {@return access tokens that time has ended} */
  List<Row> spentAt(Instant now) {
    List<Row> spent = new ArrayList<>();
    for (Block block : blocks) {
      if (block.firstEnd() < now.getEpochSecond()) {
        addRows(block, spent);
      }
    }
    spent.removeIf(row -> !row.isSpentAt(now));
    return spent;
  }

  void write(JsonPieces json) {
    blocks.forEach(block -> block.write(json));
  }
}
