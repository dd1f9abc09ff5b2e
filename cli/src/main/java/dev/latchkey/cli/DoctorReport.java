package dev.latchkey.cli;

import dev.latchkey.cli.doctor.Finding;
import dev.latchkey.cli.text.Ink;
import dev.latchkey.cli.text.Paragraph;
import dev.latchkey.cli.text.Screen;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Writes findings down, for people and for programs. */
final class DoctorReport {

  private static final int INDENT = 23;

  private DoctorReport() {}

  /** Prints it, the verdict in colours and the words in a column of their own on a screen. */
  static void print(Finding finding, PrintWriter out) {
    String verdict = name(finding.verdict());
    String line =
        String.format(Locale.ROOT, "%-5s %-16s %s", verdict, finding.subject(), finding.words());
    String coloured = ink(finding.verdict()).on(out, verdict);
    for (String part : Paragraph.of(line, Screen.width(out), INDENT)) {
      out.println(part.startsWith(verdict) ? coloured + part.substring(verdict.length()) : part);
    }
    out.flush();
  }

  private static Ink ink(Finding.Verdict verdict) {
    return switch (verdict) {
      case OK -> Ink.GOOD;
      case WARN -> Ink.CAREFUL;
      case FAIL -> Ink.BAD;
    };
  }

  /** Sums up. */
  static Finding verdict(List<Finding> findings) {
    long failures = count(findings, Finding.Verdict.FAIL);
    long warnings = count(findings, Finding.Verdict.WARN);
    String words =
        failures > 0
            ? failures + " of " + findings.size() + " findings must be mended"
            : warnings > 0
                ? "works, with " + warnings + " findings to look at"
                : "works, and nothing stands out";
    return new Finding(worst(findings), "verdict", words);
  }

  static String json(List<Finding> findings) {
    JsonArrayBuilder all = Json.createArrayBuilder();
    for (Finding finding : findings) {
      all.add(
          Json.createObjectBuilder()
              .add("verdict", name(finding.verdict()))
              .add("subject", finding.subject())
              .add("words", finding.words()));
    }
    return Json.createObjectBuilder()
        .add("verdict", name(worst(findings)))
        .add("findings", all)
        .build()
        .toString();
  }

  /** {@return the worst verdict there is} */
  static Finding.Verdict worst(List<Finding> findings) {
    return findings.stream().map(Finding::verdict).max(Enum::compareTo).orElse(Finding.Verdict.OK);
  }

  private static long count(List<Finding> findings, Finding.Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).count();
  }

  private static String name(Finding.Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
