package dev.latchkey.application.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object (RFC 8259) without white space, as pieces that make one text in the end.
 * What was written before can be put in again as it is. For one thread.
 */
public final class JsonPieces {

  private static final HexFormat HEX = HexFormat.of();

  // Those that have an escape of one letter, and the letters.
  private static final String SHORT = "\"\\\b\f\n\r\t";
  private static final String SHORT_LETTERS = "\"\\bfnrt";

  // A token is a piece of its own, and not copied before the end; a piece costs something, too.
  private static final int LONG = 256;

  private final List<CharSequence> pieces = new ArrayList<>();
  private final StringBuilder open = new StringBuilder();
  private boolean isFirst = true;

  /** Begins the object. */
  public JsonPieces() {
    open.append('{');
  }

  private JsonPieces(boolean isFirst) {
    this.isFirst = isFirst;
  }

  /**
   * Begins members to be put in later.
   *
   * @return nothing yet; a piece shares the long texts of what is written
   */
  public static JsonPieces members() {
    return new JsonPieces(false);
  }

  /**
   * Ends members to be put in later.
   *
   * @return what {@link #put(List)} takes
   */
  public List<CharSequence> ended() {
    return List.copyOf(closed());
  }

  /** {@return an object as one text} */
  static String text(Map<String, Object> members) {
    JsonPieces text = new JsonPieces(true);
    text.write(members);
    return String.join("", text.closed());
  }

  /**
   * Writes a member that is an object.
   *
   * @param name its name
   * @param value the object
   * @return this
   */
  public JsonPieces put(String name, JsonFields value) {
    write(name, value.members());
    return this;
  }

  /**
   * Puts members in that were written before.
   *
   * @param members what {@link #ended} returned, of one member at least
   * @return this
   */
  public JsonPieces put(List<CharSequence> members) {
    CharSequence first = members.get(0);
    if (isFirst) {
      // The comma is of no use here.
      open.append(first, 1, first.length());
      isFirst = false;
    } else if (open.isEmpty()) {
      pieces.add(first);
    } else {
      open.append(first);
    }
    if (members.size() > 1) {
      close();
      pieces.addAll(members.subList(1, members.size()));
    }
    return this;
  }

  /**
   * Writes a member as another object has it.
   *
   * @param name its name
   * @param other the other object, which has it
   * @return this
   */
  public JsonPieces copy(String name, JsonFields other) {
    write(name, other.member(name));
    return this;
  }

  /**
   * Begins a member that is an object.
   *
   * @param name its name
   * @return this; what is put in from now on is a member of the inner object
   */
  public JsonPieces begin(String name) {
    name(name);
    open.append('{');
    isFirst = true;
    return this;
  }

  /**
   * Ends the inner object.
   *
   * @return this
   */
  public JsonPieces end() {
    open.append('}');
    isFirst = false;
    return this;
  }

  /** {@return the object, at its end} */
  public String text() {
    open.append('}');
    // Makes the text in one go: fifty million characters are copied once.
    return String.join("", closed());
  }

  /**
   * Ends the object, as bytes.
   *
   * @param before how many bytes to leave free before it
   * @param after how many bytes to leave free behind it
   * @return all three, in UTF-8
   */
  public byte[] bytes(int before, int after) {
    open.append('}');
    close();
    int characters = 0;
    for (CharSequence piece : pieces) {
      characters = Math.addExact(characters, piece.length());
    }
    // Few have other letters than those of ASCII.
    byte[] bytes = bytes(before, characters, after);
    return bytes == null ? Objects.requireNonNull(bytes(before, length(), after)) : bytes;
  }

  private int length() {
    int length = 0;
    for (CharSequence piece : pieces) {
      length = Math.addExact(length, bytes(piece).length);
    }
    return length;
  }

  // Null if it does not fit: no text has fewer bytes than characters.
  private byte @Nullable [] bytes(int before, int length, int after) {
    byte[] bytes = new byte[Math.addExact(length, before + after)];
    int at = before;
    for (CharSequence piece : pieces) {
      byte[] part = bytes(piece);
      if (part.length > before + length - at) {
        return null;
      }
      System.arraycopy(part, 0, bytes, at, part.length);
      at += part.length;
    }
    return bytes;
  }

  private static byte[] bytes(CharSequence piece) {
    return piece.toString().getBytes(StandardCharsets.UTF_8);
  }

  private List<CharSequence> closed() {
    close();
    return pieces;
  }

  private void close() {
    if (!open.isEmpty()) {
      pieces.add(open.toString());
      open.setLength(0);
    }
  }

  private void name(String name) {
    if (!isFirst) {
      open.append(',');
    }
    write(name);
    open.append(':');
  }

  private void write(String name, Object value) {
    name(name);
    write(value);
    isFirst = false;
  }

  private void write(Object value) {
    if (value instanceof String text) {
      write(text);
    } else if (value instanceof LongText text) {
      // It stood in quotes without an escape before.
      open.append('"');
      close();
      pieces.add(text);
      open.append('"');
    } else if (value instanceof JsonNumber number) {
      open.append(number.text());
    } else if (value instanceof Boolean bool) {
      open.append(bool.booleanValue());
    } else if (value == JsonNull.INSTANCE) {
      open.append("null");
    } else if (value instanceof List<?> list) {
      write(list);
    } else if (value instanceof Map<?, ?> map) {
      write(map);
    } else {
      throw new AssertionError(value.getClass());
    }
  }

  private void write(List<?> list) {
    char before = '[';
    for (Object element : list) {
      open.append(before);
      write(element);
      before = ',';
    }
    open.append(list.isEmpty() ? "[]" : "]");
  }

  private void write(Map<?, ?> map) {
    open.append('{');
    isFirst = true;
    if (map instanceof FlatObject flat) {
      for (int i = 0; i < flat.size(); i++) {
        write(flat.name(i), flat.uncopied(i));
      }
    } else {
      for (Map.Entry<?, ?> member : map.entrySet()) {
        write((String) member.getKey(), member.getValue());
      }
    }
    open.append('}');
    isFirst = false;
  }

  // RFC 8259, section 7.
  private void write(String text) {
    open.append('"');
    int copied = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        open.append(text, copied, i);
        copied = i + 1;
        int known = SHORT.indexOf(c);
        if (known >= 0) {
          open.append('\\').append(SHORT_LETTERS.charAt(known));
        } else {
          open.append("\\u00").append(HEX.toHexDigits((byte) c));
        }
      }
    }
    if (copied > 0) {
      open.append(text, copied, text.length());
    } else if (text.length() < LONG) {
      open.append(text);
    } else {
      close();
      pieces.add(text);
    }
    open.append('"');
  }

  /** {@return how many pieces there are: what they say may be secret} */
  @Override
  public String toString() {
    return "JsonPieces[" + pieces.size() + "]";
  }
}
