package dev.latchkey.application.schema;

import dev.latchkey.application.json.JsonPieces;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Some members of a section, one behind the other, and what is written of them. Of ten thousand
 * people one has a new token: all blocks but one or two are those of the last text. Immutable.
 */
final class Block {

  /** How many members a block has at most. */
  static final int MOST = 32;

  private final List<Member> members;
  private final long firstEnd;

  // Made when somebody asks; who races makes the same.
  private @Nullable List<CharSequence> written;

  /**
   * Makes a block.
   *
   * @param members its members, one at least
   */
  Block(List<Member> members) {
    this.members = List.copyOf(members);
    long first = Long.MAX_VALUE;
    for (Member member : members) {
      first = member instanceof Row row ? Math.min(first, row.end()) : first;
    }
    this.firstEnd = first;
  }

  List<Member> members() {
    return members;
  }

  int size() {
    return members.size();
  }

  /** {@return when the first of its access tokens ends, in seconds} */
  long firstEnd() {
    return firstEnd;
  }

  /** {@return the members that are not among some; the very list if none is} */
  List<Member> without(Set<Row> gone) {
    List<Member> left = null;
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      boolean goes = member instanceof Row row && gone.contains(row);
      if (goes && left == null) {
        left = new ArrayList<>(members.subList(0, i));
      } else if (!goes && left != null) {
        left.add(member);
      }
    }
    return left == null ? members : left;
  }

  void write(JsonPieces json) {
    List<CharSequence> known = written;
    if (known == null) {
      JsonPieces pieces = JsonPieces.members();
      members.forEach(member -> member.write(pieces));
      known = pieces.ended();
      written = known;
    }
    json.put(known);
  }
}
