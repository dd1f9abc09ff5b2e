package dev.latchkey.adapters.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.browser.BrowserSettings;
import dev.latchkey.spi.browser.BrowserUrl;
import dev.latchkey.spi.browser.Launch;
import dev.latchkey.spi.tck.MapEnvironment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The browser of the system is opened")
@DisabledOnOs(OS.WINDOWS) // programs are played by scripts
class LaunchersTest {

  private static final BrowserUrl URL =
      new BrowserUrl(URI.create("https://id.example/authorize?state=hush&a=b"));

  @TempDir private Path folder;
  private MapEnvironment machine;

  @BeforeEach
  void makeMachine() {
    machine = MapEnvironment.empty().withVariable("PATH", "/nowhere::" + folder);
  }

  private MapEnvironment system(String name) {
    return machine.withProperty("os.name", name);
  }

  private MapEnvironment desktop() {
    return system("Linux").withVariable("DISPLAY", ":0");
  }

  private void program(String name, int exitCode) throws IOException {
    Path program = folder.resolve(name);
    Files.createDirectories(program.getParent());
    String note = "printf '%s\\n' \"" + name + "\" \"$@\" >> '" + folder + "/note'";
    Files.writeString(program, "#!/bin/sh\n" + note + "\nexit " + exitCode + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  private List<String> note() throws IOException {
    return Files.readAllLines(folder.resolve("note"));
  }

  private static Launch open(MapEnvironment environment) {
    return new SystemBrowserProvider().open(BrowserSettings.of(environment)).browser().open(URL);
  }

  @Test
  @DisplayName("with xdg-open on a Linux desktop, X11 or Wayland")
  void linux() throws IOException {
    program("xdg-open", 0);

    assertThat(open(desktop())).isEqualTo(Launch.openedBy("xdg-open"));
    assertThat(open(system("Linux").withVariable("WAYLAND_DISPLAY", "wayland-0")).opened())
        .isTrue();
    assertThat(note()).containsExactly("xdg-open", URL.argument(), "xdg-open", URL.argument());
  }

  @Test
  @DisplayName("with open on macOS")
  void mac() throws IOException {
    program("open", 0);

    assertThat(open(system("Mac OS X"))).isEqualTo(Launch.openedBy("open"));
    assertThat(note()).containsExactly("open", URL.argument());
  }

  @Test
  @DisplayName("with rundll32 of the system folder on Windows, wherever the path leads")
  void windows() throws IOException {
    program("rundll32.exe", 1);
    program("System32/rundll32.exe", 0);

    assertThat(open(system("Windows 11").withVariable("SystemRoot", folder.toString())).opened())
        .isTrue();
    assertThat(note())
        .containsExactly("System32/rundll32.exe", "url.dll,FileProtocolHandler", URL.argument());
  }

  @Test
  @DisplayName("with what BROWSER names, in order, before anything else")
  void preference() throws IOException {
    program("failing", 1);
    program("preferred", 0);
    program("xdg-open", 0);

    String preference = "missing:" + folder.resolve("failing") + "::preferred";
    assertThat(open(desktop().withVariable("BROWSER", preference)))
        .isEqualTo(Launch.openedBy("preferred"));
    assertThat(note()).containsExactly("failing", URL.argument(), "preferred", URL.argument());
  }

  @Test
  @DisplayName("with xdg-open if what BROWSER names is a command line, which is for shells")
  void commandLine() throws IOException {
    program("preferred", 0);
    program("xdg-open", 0);

    assertThat(open(desktop().withVariable("BROWSER", "preferred --new-window %s")))
        .isEqualTo(Launch.openedBy("xdg-open"));
  }

  @Test
  @DisplayName("on Windows itself from its Linux subsystem")
  void wsl() throws IOException {
    program("wslview", 0);

    assertThat(open(system("Linux").withVariable("WSL_DISTRO_NAME", "Debian")))
        .isEqualTo(Launch.openedBy("wslview"));
  }

  @Test
  @DisplayName("with nothing else if the settings name a program")
  void namedProgram() throws IOException {
    program("xdg-open", 0);
    BrowserSettings settings = BrowserSettings.of(desktop()).program("missing");

    Launch launch = new SystemBrowserProvider().open(settings).browser().open(URL);

    assertThat(launch.opened()).isFalse();
    assertThat(launch.detail()).contains("missing (not found)");
    assertThat(folder.resolve("note")).doesNotExist();
  }

  @Test
  @DisplayName("not without a display, where xdg-open would open one for terminals")
  void headless() throws IOException {
    program("xdg-open", 0);

    Launch launch = open(system("Linux"));

    assertThat(launch.opened()).isFalse();
    assertThat(launch.detail()).contains("DISPLAY").contains("device code");
    assertThat(folder.resolve("note")).doesNotExist();
  }

  @Test
  @DisplayName("or all that was tried is told, with what to do")
  void nothingWorks() throws IOException {
    program("preferred", 7);

    Launch launch = open(desktop().withVariable("BROWSER", "preferred"));

    assertThat(launch.opened()).isFalse();
    assertThat(launch.detail())
        .contains("preferred (ended with 7), xdg-open (not found)")
        .contains("open the address by hand")
        .doesNotContain("hush");
  }

  @Test
  @DisplayName("not by a program of the current directory")
  void currentDirectory() throws IOException {
    Path relative = Path.of("").toAbsolutePath().relativize(folder);
    program("xdg-open", 0);

    assertThat(open(desktop().withVariable("PATH", relative.toString())).opened()).isFalse();
  }

  @Test
  @DisplayName("on Windows by programs only, never by a batch file, which a shell reads")
  void batchFile() throws IOException {
    program("browser.bat", 0);
    program("browser.exe", 0);
    MapEnvironment windows = system("Windows 11").withVariable("PATH", folder.toString());
    BrowserSettings settings = BrowserSettings.of(windows);
    SystemBrowserProvider provider = new SystemBrowserProvider();

    assertThat(provider.open(settings.program("browser.bat")).browser().open(URL).opened())
        .isFalse();
    assertThat(provider.open(settings.program("browser")).browser().open(URL).opened()).isTrue();
    assertThat(note()).containsExactly("browser.exe", URL.argument());
  }
}
