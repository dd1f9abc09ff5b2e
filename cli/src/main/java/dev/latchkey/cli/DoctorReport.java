package dev.latchkey.cli;

import dev.latchkey.cli.doctor.Finding;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.util.List;
import java.util.Locale;

/** Writes findings down, for people and for programs. */
final class DoctorReport {

  private DoctorReport() {}

  static String line(Finding finding) {
    return String.format(
        Locale.ROOT, "%-5s %-16s %s", name(finding.verdict()), finding.subject(), finding.words());
  }

  /** Sums up. */
  static String verdict(List<Finding> findings) {
    long failures = count(findings, Finding.Verdict.FAIL);
    long warnings = count(findings, Finding.Verdict.WARN);
    String words =
        failures > 0
            ? failures + " of " + findings.size() + " findings must be mended"
            : warnings > 0
                ? "works, with " + warnings + " findings to look at"
                : "works, and nothing stands out";
    return line(new Finding(worst(findings), "verdict", words));
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
