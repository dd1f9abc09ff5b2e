package dev.latchkey.application.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads what caches and answers consist of: objects and lists of texts. It knows a part of the
 * language and refuses nothing: whatever lies outside, right or wrong, is left to the library that
 * knows it all.
 */
final class PlainJson {

  // The document, its sections and their rows, and one more for what others keep.
  private static final int DEEPEST = 4;

  // Orders of names that are remembered, and names of one object that are.
  private static final int MOST_STEPS = 128;
  private static final int MOST_MEMBERS = 32;
  private static final int LONGEST_NUMBER = 18;
  private static final int LONGEST_SHARED = 128;
  private static final int LONGEST_ANSWER = 16 << 10;

  private final String text;
  private final UnaryOperator<String> library;
  private final PlainRun run;
  private final boolean isLong;
  private final boolean keeps;
  private final Step start = new Step(null, "");
  private final Object[] values;
  private int steps;

  // As many as one object had are what the next is made for.
  private int large;
  private int at;

  private PlainJson(String text, int longestAnswer, boolean keeps, UnaryOperator<String> library) {
    this.text = text;
    this.keeps = keeps;
    this.library = library;
    this.isLong = text.length() > longestAnswer;
    this.values = new Object[isLong ? MOST_MEMBERS : 0];
    this.run = new PlainRun(text);
  }

  /**
   * Reads an object.
   *
   * @param text JSON, maybe
   * @param keeps whether long texts may stay where they are, and the whole text with them
   * @param library reads a text in quotes that has escapes
   * @return its members, or null if the library has to look at it
   */
  static @Nullable Map<String, Object> read(
      String text, boolean keeps, UnaryOperator<String> library) {
    return read(text, LONGEST_ANSWER, keeps, library);
  }

  /** The same, with another length from which on rows share what they have in common. */
  static @Nullable Map<String, Object> read(
      String text, int longestAnswer, boolean keeps, UnaryOperator<String> library) {
    try {
      return new PlainJson(text, longestAnswer, keeps, library).whole();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private Map<String, Object> whole() {
    skip();
    expect('{');
    Map<String, Object> members = object(1);
    skip();
    require(at == text.length());
    return members;
  }

  private static void require(boolean isPlain) {
    if (!isPlain) {
      throw new IllegalArgumentException("it is not plain");
    }
  }

  private void expect(char wanted) {
    require(next() == wanted);
    at++;
  }

  // The end looks like something that is not plain.
  private char next() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void skip() {
    for (char c = next(); c == ' ' || c == '\n' || c == '\r' || c == '\t'; c = next()) {
      at++;
    }
  }

  // Behind the brace.
  private Map<String, Object> object(int depth) {
    require(depth <= DEEPEST);
    skip();
    if (next() == '}') {
      at++;
      return new LinkedHashMap<>();
    }
    if (!isLong) {
      // Of few rows what they have in common is not worth finding.
      return small(depth);
    }
    Step step = start;
    int count = 0;
    do {
      skip();
      int name = at;
      Step next = step.likely;
      if (next != null && text.startsWith(next.opening, at)) {
        at += next.opening.length();
      } else {
        next = following(step, name());
      }
      skip();
      if (next == null || count == MOST_MEMBERS || next() == '{' || next() == '[') {
        at = name;
        return large(step, count, depth);
      }
      values[count] = next() == '"' ? text(next, keeps) : value(next);
      count++;
      step = next;
      skip();
    } while (goesOn('}'));
    return new FlatObject(step.names(), Arrays.copyOf(values, count));
  }

  private Map<String, Object> large(Step step, int count, int depth) {
    NameTable names = new NameTable(large);
    List<Object> members = new ArrayList<>(large);
    for (int i = 0; i < count; i++) {
      require(names.add(step.names().at(i)));
      members.add(values[i]);
    }
    do {
      skip();
      require(names.add(name()));
      skip();
      members.add(any(depth));
      skip();
    } while (goesOn('}'));
    large = members.size();
    return new FlatObject(names, members.toArray());
  }

  private Map<String, Object> small(int depth) {
    Map<String, Object> members = new LinkedHashMap<>();
    do {
      skip();
      String name = name();
      skip();
      require(members.putIfAbsent(name, any(depth)) == null);
      skip();
    } while (goesOn('}'));
    return members;
  }

  // Behind the bracket.
  private List<Object> list(int depth) {
    require(depth <= DEEPEST);
    List<Object> elements = new ArrayList<>();
    skip();
    if (next() == ']') {
      at++;
      return elements;
    }
    do {
      skip();
      elements.add(any(depth));
      skip();
    } while (goesOn(']'));
    return elements;
  }

  private Object any(int depth) {
    char c = next();
    if (c != '{' && c != '[') {
      return value(isLong ? start : null);
    }
    at++;
    return c == '{' ? object(depth + 1) : list(depth + 1);
  }

  private boolean goesOn(char end) {
    char c = next();
    require(c == ',' || c == end);
    at++;
    return c == ',';
  }

  private String name() {
    String name = string(null);
    skip();
    expect(':');
    return name;
  }

  private @Nullable Step following(Step step, String name) {
    Step next = step.to(name);
    if (next == null && steps < MOST_STEPS && canStandInQuotes(name)) {
      // Those who ask for a member have the very name.
      next = new Step(step, name.intern());
      step.others.add(next);
      steps++;
    }
    if (next != null) {
      step.likely = next;
    }
    return next;
  }

  // One that had escapes does not stand in the text as it is.
  private static boolean canStandInQuotes(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  private Object value(@Nullable Step step) {
    char c = next();
    if (c == '"') {
      return string(step);
    }
    if (c == '-' || c >= '0' && c <= '9') {
      return number();
    }
    if (text.startsWith("null", at)) {
      at += 4;
      return JsonNull.INSTANCE;
    }
    if (text.startsWith("true", at)) {
      at += 4;
      return true;
    }
    require(text.startsWith("false", at));
    at += 5;
    return false;
  }

  // A whole one: what follows it is looked at by the caller, who knows no fraction.
  private JsonNumber number() {
    int from = at;
    if (next() == '-') {
      at++;
    }
    int digits = at;
    for (char c = next(); c >= '0' && c <= '9'; c = next()) {
      at++;
    }
    int length = at - digits;
    require(length == 1 || length > 1 && text.charAt(digits) != '0' && length <= LONGEST_NUMBER);
    return new JsonNumber(text.substring(from, at));
  }

  private String string(@Nullable Step step) {
    return (String) text(step, false);
  }

  // A long one may stay where it is: a copy costs more than all else.
  private Object text(@Nullable Step step, boolean mayStay) {
    expect('"');
    if (step != null && step.isLast(text, at)) {
      String same = step.last;
      at += same.length() + 1;
      return same;
    }
    int from = at;
    int end = text.indexOf('"', from);
    require(end >= 0);
    if (!run.covers(from, end) && !isPlain(from, end)) {
      return escaped(from);
    }
    at = end + 1;
    boolean isShort = end - from <= LONGEST_SHARED;
    if (mayStay && !isShort) {
      return new LongText(text, from, end);
    }
    String value = text.substring(from, end);
    if (step != null && isShort) {
      step.last = value;
    }
    return value;
  }

  private boolean isPlain(int from, int end) {
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      require(c >= ' ');
      if (c == '\\') {
        return false;
      }
    }
    return true;
  }

  private String escaped(int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '"') {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    require(end < text.length());
    at = end + 1;
    return library.apply(text.substring(from - 1, at));
  }

  /** One name in the order of names that many objects have in common. */
  private static final class Step {
    private final @Nullable Step before;
    private final String name;
    private final String opening;
    private final List<Step> others = new ArrayList<>(1);
    private @Nullable Step likely;
    private @Nullable NameOrder names;
    private String last = "";

    Step(@Nullable Step before, String name) {
      this.before = before;
      this.name = name;
      this.opening = '"' + name + "\":";
    }

    @Nullable Step to(String wanted) {
      for (Step other : others) {
        if (other.name.equals(wanted)) {
          return other;
        }
      }
      for (Step done = this; done.before != null; done = done.before) {
        require(!done.name.equals(wanted));
      }
      return null;
    }

    /** {@return whether the value that was met last stands there, up to its quotation mark} */
    boolean isLast(String text, int at) {
      int end = at + last.length();
      return end > at
          && end < text.length()
          && text.charAt(end) == '"'
          && text.charAt(end - 1) == last.charAt(last.length() - 1)
          && text.startsWith(last, at);
    }

    NameOrder names() {
      NameOrder known = names;
      if (known == null) {
        known = new NameOrder(all(0));
        names = known;
      }
      return known;
    }

    private String[] all(int later) {
      String[] all = before == null ? new String[later] : before.all(later + 1);
      if (before != null) {
        all[all.length - later - 1] = name;
      }
      return all;
    }
  }
}
