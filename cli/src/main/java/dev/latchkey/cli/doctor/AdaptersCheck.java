package dev.latchkey.cli.doctor;

import dev.latchkey.spi.Providers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which adapters of one kind are found. */
public final class AdaptersCheck implements Check {

  private final String subject;
  private final Providers<?> adapters;
  private final @Nullable String neededArtifact;

  /**
   * Prepares the check of a kind that can be done without.
   *
   * @param subject the kind
   * @param adapters those found
   */
  public AdaptersCheck(String subject, Providers<?> adapters) {
    this.subject = subject;
    this.adapters = adapters;
    this.neededArtifact = null;
  }

  /**
   * Prepares the check of a kind that is needed.
   *
   * @param subject the kind
   * @param adapters those found
   * @param artifact what to add if there are none
   */
  public AdaptersCheck(String subject, Providers<?> adapters, String artifact) {
    this.subject = subject;
    this.adapters = adapters;
    this.neededArtifact = artifact;
  }

  @Override
  public String subject() {
    return subject;
  }

  @Override
  public List<Finding> run() {
    List<Finding> findings = new ArrayList<>();
    if (!adapters.usable().isEmpty()) {
      findings.add(Finding.ok(subject, adapters.names()));
    } else if (neededArtifact == null) {
      findings.add(Finding.ok(subject, "none, and none is needed for secrets"));
    } else {
      findings.add(
          Finding.fail(subject, "none found; add " + neededArtifact + " to the class path"));
    }
    adapters.broken().forEach(why -> findings.add(Finding.fail(subject, why)));
    return findings;
  }
}
