package dev.latchkey.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs one test within a test, to see whether it fails. */
final class InnerRun {

  private InnerRun() {}

  static long failures(DiscoverySelector test) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(LauncherDiscoveryRequestBuilder.request().selectors(test).build(), listener);
    TestExecutionSummary summary = listener.getSummary();
    assertThat(summary.getTestsFoundCount()).as("tests of that name").isEqualTo(1);
    assertThat(summary.getTestsSkippedCount() + summary.getTestsAbortedCount())
        .as("tests that did not run")
        .isZero();
    return summary.getTestsFailedCount();
  }
}
