package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the page on regions promises to tell. */
class RegionsPageTest {

  private final String page = read();

  private static String read() {
    try {
      return Files.readString(Path.of("../docs/regions.md"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Tag("S-079")
  void tellsThatItIsALegacyFeatureForFirstPartyApplications() {
    assertThat(page).contains("legacy feature for first-party applications");
  }

  @Test
  @Tag("S-077")
  @Tag("S-078")
  void tellsWhomTheServiceAnswers() {
    assertThat(page)
        .contains(
            "As of 2021",
            "a library which knows of it",
            "with a managed identity",
            "subject name and issuer",
            "on the service's list",
            "A managed identity does not ask here at all");
  }

  @Test
  @Tag("S-087")
  void tellsWhereTheNamesAre() {
    assertThat(page).contains("https://azure.microsoft.com/", "az account list-locations");
  }

  @Test
  @Tag("S-084")
  @Tag("S-085")
  @Tag("S-086")
  void tellsWhatDetectionCostsAndAdvisesAgainstIt() {
    assertThat(page)
        .contains(
            "## Detection",
            "was tried on Azure Functions and virtual machines, and is unreliable elsewhere",
            "is given two seconds, whatever the client's timeout",
            "Decide by deployment",
            "leave the option out in the others");
  }
}
