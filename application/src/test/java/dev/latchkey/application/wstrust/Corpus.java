package dev.latchkey.application.wstrust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cases in a text file. {@code $NAME text} names a piece of text; a case is its name after {@code
 * ###}, then {@code <} lines of input and {@code =} lines of what comes out. In both {@code {NAME}}
 * stands for the piece and <code>{{n*text}}</code> for a text n times; {@code @charset} and {@code
 * @status} say how the input arrives.
 */
final class Corpus {

  private static final Pattern PIECE = Pattern.compile("\\{([A-Z0-9_]+)}");
  private static final Pattern REPEATED = Pattern.compile("\\{\\{(\\d+)\\*(.*?)}}");

  private final Map<String, String> pieces = new LinkedHashMap<>();
  private final List<Case> cases = new ArrayList<>();

  private Corpus() {}

  record Case(String name, List<String> lines, Map<String, String> pieces) {

    String input() {
      return text('<');
    }

    byte[] bytes() {
      return input().getBytes(Charset.forName(setting("@charset ", "UTF-8")));
    }

    int status() {
      return Integer.parseInt(setting("@status ", "200"));
    }

    String expected() {
      return text('=');
    }

    private String text(char kind) {
      List<String> found = new ArrayList<>();
      for (String line : lines) {
        if (line.charAt(0) == kind) {
          found.add(line.length() > 2 ? line.substring(2) : "");
        }
      }
      return filled(String.join("\n", found), pieces);
    }

    private String setting(String name, String usual) {
      return lines.stream()
          .filter(it -> it.startsWith(name))
          .map(it -> it.substring(name.length()))
          .findFirst()
          .orElse(usual);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases(String file) throws IOException {
    try (InputStream in = Corpus.class.getResourceAsStream(file)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      Corpus corpus = new Corpus();
      text.lines().forEach(corpus::take);
      return corpus.cases;
    }
  }

  private void take(String line) {
    if (line.startsWith("###")) {
      cases.add(new Case(line.substring(3).strip(), new ArrayList<>(), pieces));
    } else if (line.startsWith("$")) {
      int space = line.indexOf(' ');
      pieces.put(line.substring(1, space), line.substring(space + 1));
    } else if (!line.isEmpty() && line.charAt(0) != '#') {
      cases.get(cases.size() - 1).lines.add(line);
    }
  }

  private static String filled(String text, Map<String, String> pieces) {
    String filled = PIECE.matcher(text).replaceAll(it -> piece(it.group(1), pieces));
    return REPEATED
        .matcher(filled)
        .replaceAll(
            it -> Matcher.quoteReplacement(it.group(2).repeat(Integer.parseInt(it.group(1)))));
  }

  private static String piece(String name, Map<String, String> pieces) {
    String piece = Objects.requireNonNull(pieces.get(name), name);
    return Matcher.quoteReplacement(filled(piece, pieces));
  }
}
