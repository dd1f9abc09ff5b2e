package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher at the root, in a project of its own, with a Java and a Maven that only tell. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class LauncherTest {

  private static final List<String> TOOLS =
      List.of(
          "bash",
          "env",
          "dirname",
          "readlink",
          "sed",
          "head",
          "find",
          "mktemp",
          "mv",
          "rm",
          "mkdir",
          "touch",
          "cat");
  private static final String JAVA_17 = "echo 'openjdk version \"17.0.9\" 2023-10-17' >&2";
  private static final String MAVEN =
      """
      case "$1" in -v) printf '\\033[1mApache Maven 3.9.6 (x)\\033[m\\n'; exit ;; esac
      echo built >> log
      mkdir -p cli/target/lib
      touch cli/target/latchkey-cli-1-javadoc.jar cli/target/latchkey-cli-1.jar
      """;

  @TempDir private Path folder;
  private Path project;
  private Path bin;

  @BeforeEach
  void prepare() throws IOException {
    project = Files.createDirectories(folder.resolve("a project"));
    bin = Files.createDirectories(folder.resolve("bin"));
    Path launcher = Path.of("..", "latchkey").toAbsolutePath().normalize();
    Files.copy(launcher, project.resolve("latchkey"));
    Files.createDirectories(project.resolve("cli/src/main"));
    Files.writeString(project.resolve("pom.xml"), "");
    for (String tool : TOOLS) {
      for (String place : List.of("/usr/bin", "/bin")) {
        Path real = Path.of(place, tool);
        if (Files.exists(real) && !Files.exists(bin.resolve(tool))) {
          Files.createSymbolicLink(bin.resolve(tool), real);
        }
      }
    }
  }

  private void tool(String name, String script) throws IOException {
    Path file = bin.resolve(name);
    Files.writeString(file, "#!" + bin.resolve("bash") + "\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void goodTools() throws IOException {
    tool("java", "case \"$1\" in -version) " + JAVA_17 + " ;; *) echo \"$@\" ;; esac");
    tool("javac", "");
    tool("mvn", MAVEN);
  }

  private Run launch(Path launcher, String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", launcher.toString()));
    command.addAll(List.of(args));
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", bin.toString());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), out, Files.readString(err));
  }

  private Run launch(String... args) throws Exception {
    return launch(project.resolve("latchkey"), args);
  }

  private long builds() throws IOException {
    Path log = project.resolve("log");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  @Test
  void buildsOnceAndHandsTheArgumentsOn() throws Exception {
    goodTools();

    Run first = launch("token", "a b", "--x=1");
    Run second = launch("demo");

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("/cli/target/classes:", "dev.latchkey.cli.Latchkey token a b --x=1");
    assertThat(first.err()).contains("latchkey: building", "latchkey: built in");
    assertThat(second.err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cli/src/main/New.java", "adapters-new/src/main/New.java", "bom/pom.xml"})
  void buildsAgainWhenASourceIsNewer(String name) throws Exception {
    goodTools();
    launch();
    Path source = project.resolve(name);
    Files.createDirectories(source.getParent());
    Files.writeString(source, "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));

    launch();

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void isFoundThroughLinks() throws Exception {
    goodTools();
    Path direct = Files.createSymbolicLink(folder.resolve("one"), project.resolve("latchkey"));
    Path relative = Files.createSymbolicLink(folder.resolve("two"), direct.getFileName());

    assertThat(launch(relative, "demo").out()).contains(project + "/cli/target/lib/*");
  }

  @Test
  void failsClearlyWithoutJava() throws Exception {
    Run run = launch();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("Java is missing", "JDK 17");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.0_402", "11.0.22"})
  void failsClearlyWithAnOldJava(String version) throws Exception {
    goodTools();
    tool("java", "echo 'openjdk version \"" + version + "\" 2024-01-16' >&2");

    Run run = launch();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("Java " + version + " is too old", "JDK 17", "JAVA_HOME");
    assertThat(builds()).isZero();
  }

  @Test
  void failsClearlyWithoutACompiler() throws Exception {
    goodTools();
    Files.delete(bin.resolve("javac"));

    Run run = launch();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("needs a compiler", "JDK 17");
    assertThat(builds()).isZero();
  }

  @Test
  void tellsJavaThatNobodyLooksAtAPipe() throws Exception {
    goodTools();

    assertThat(launch().out()).contains("-Dlatchkey.terminal=none ");
  }

  @Test
  void failsClearlyWithoutMaven() throws Exception {
    goodTools();
    Files.delete(bin.resolve("mvn"));

    Run run = launch();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("Maven is missing", "3.8");
  }

  @Test
  void failsClearlyWithAnOldMaven() throws Exception {
    goodTools();
    tool("mvn", "echo 'Apache Maven 3.6.3'");

    Run run = launch();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("Maven 3.6.3 is too old");
  }

  @Test
  void failsWhenTheBuildFailsAndTriesAgainNextTime() throws Exception {
    goodTools();
    tool("mvn", MAVEN + "exit 1");

    assertThat(launch().code()).isEqualTo(1);
    assertThat(launch().err()).contains("the build failed", "settings.xml", "mvn -pl cli");
    assertThat(builds()).isEqualTo(2);
  }
}
