package dev.latchkey.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.domain.error.CredentialUnavailableException;
import dev.latchkey.spi.system.ProcessRunner;
import dev.latchkey.spi.tck.ProcessRunnerContract;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class ChildProcessesTest extends ProcessRunnerContract {

  @TempDir private Path folder;

  @Override
  protected ProcessRunner runner() {
    return new ChildProcessProvider().open();
  }

  private static String run(ProcessRunner runner, String... command) {
    return runner
        .run(
            List.of(command),
            Map.of("ADDED", "1"),
            Deadline.after(Duration.ofSeconds(30), TimeSource.system()),
            Cancellation.none())
        .output();
  }

  private Path program(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void aChildSeesFewOfTheVariables() {
    ProcessRunner runner =
        new ChildProcesses(
            Map.of(
                "PATH", System.getenv("PATH"),
                "HOME", "/home/mira",
                "https_proxy", "http://proxy:3128",
                "AZURE_CLIENT_SECRET", "hush",
                "DATABASE_PASSWORD", "hush",
                "LD_PRELOAD", "/tmp/evil.so",
                "PYTHONPATH", "/tmp/evil"));

    assertThat(run(runner, "env"))
        .contains("HOME=/home/mira", "https_proxy=http://proxy:3128", "ADDED=1")
        .doesNotContain("hush", "evil");
  }

  @Test
  void aChildDoesNotRunWhereThisProcessDoes() {
    assertThat(run(runner(), "pwd")).isEqualTo("/\n");
  }

  @Test
  void programsAreLookedForInAbsoluteDirectoriesOnly() throws IOException {
    Path own = program(folder.resolve("hello"), "echo hello");
    String relative = Path.of("").toAbsolutePath().relativize(folder).toString();
    assertThat(run(new ChildProcesses(Map.of("PATH", folder + ":/bin:/usr/bin")), "hello"))
        .isEqualTo("hello\n");
    assertThat(run(new ChildProcesses(Map.of()), own.toString())).isEqualTo("hello\n");

    for (String path : List.of("", ".", relative, "\0" + folder, File.pathSeparator)) {
      ProcessRunner runner = new ChildProcesses(Map.of("PATH", path));
      assertThatExceptionOfType(CredentialUnavailableException.class)
          .isThrownBy(() -> run(runner, "hello"));
    }
    for (String name : List.of("./hello", "sub/hello", "../hello")) {
      assertThatIllegalArgumentException().isThrownBy(() -> run(runner(), name));
    }
  }

  @Test
  void whatIsNoProgramIsPassedOver() throws IOException {
    Files.createDirectory(folder.resolve("tool"));
    Files.writeString(folder.resolve("text"), "echo no");
    ProcessRunner runner = new ChildProcesses(Map.of("PATH", folder.toString()));

    for (String name : List.of("tool", "text")) {
      assertThatExceptionOfType(CredentialUnavailableException.class)
          .isThrownBy(() -> run(runner, name));
    }
  }

  @Test
  void scriptsOfWindowsAreNotRun() throws IOException {
    program(folder.resolve("az.cmd"), "echo a shell");
    program(folder.resolve("real.exe"), "echo no shell");
    Programs windows = new Programs(folder.toString(), true);

    assertThat(windows.find("real")).hasFileName("real.exe");
    for (String name : List.of("az", "az.cmd", folder.resolve("az.cmd").toString())) {
      assertThatExceptionOfType(CredentialUnavailableException.class)
          .isThrownBy(() -> windows.find(name));
    }
  }
}
