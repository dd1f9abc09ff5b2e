package dev.latchkey.adapters.mi;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.spi.system.EnvironmentReader;
import dev.latchkey.spi.system.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The agent of Azure Arc on this machine, and the directory where it leaves its keys. A challenge
 * can choose a file there and nothing else: whoever answers may be anybody who got hold of the
 * port.
 */
final class ArcAgent {

  private static final int LONGEST_KEY = 4096;

  // One name and one value; both as the agent writes them, or quoted as RFC 9110 has it.
  private static final Pattern CHALLENGE =
      Pattern.compile("(?i)\\s*basic\\s+realm\\s*=\\s*(?:\"([^\"=]*)\"|([^\"=]*?))\\s*");
  private static final Pattern KEY_FILE = Pattern.compile("(?i)[a-z0-9._-]{1,251}\\.key");

  private static final String LINUX_KEYS = "/var/opt/azcmagent/tokens";
  private static final List<String> LINUX_AGENTS =
      List.of("/var/opt/azcmagent/bin/himds", "/opt/azcmagent/bin/himds");
  private static final String WINDOWS_AGENT = "\\AzureConnectedMachineAgent\\himds.exe";
  private static final String WINDOWS_KEYS = "\\AzureConnectedMachineAgent\\Tokens";

  private final EnvironmentReader environment;
  private final FileReader files;

  ArcAgent(EnvironmentReader environment, FileReader files) {
    this.environment = environment;
    this.files = files;
  }

  boolean isInstalled() {
    if (isWindows()) {
      return environment
          .variable("ProgramFiles")
          .filter(it -> files.exists(Path.of(it + WINDOWS_AGENT)))
          .isPresent();
    }
    return isLinux() && LINUX_AGENTS.stream().anyMatch(it -> files.exists(Path.of(it)));
  }

  /**
   * Reads the key that a challenge names.
   *
   * @param challenge the value of WWW-Authenticate
   * @param details what is known of the answer
   * @return what is in the file
   * @throws ServiceException if the challenge is none of the agent's, or names a file elsewhere, or
   *     the file cannot be had
   */
  Secret key(String challenge, FailureDetails details) {
    String directory = directory();
    Matcher realm = CHALLENGE.matcher(challenge);
    if (!realm.matches()) {
      throw refused("it is not Basic with one realm", details);
    }
    String file = Optional.ofNullable(realm.group(1)).orElseGet(() -> realm.group(2));
    int end = isWindows() ? file.replace('/', '\\').lastIndexOf('\\') : file.lastIndexOf('/');
    if (end < 0 || !isSame(directory, file.substring(0, end))) {
      throw refused("its file is not directly in the agent's directory", details);
    }
    String name = file.substring(end + 1);
    if (!KEY_FILE.matcher(name).matches()) {
      throw refused("its file is not called .key", details);
    }
    return read(Path.of(directory), name, details);
  }

  private Secret read(Path directory, String name, FailureDetails details) {
    String text;
    try {
      text = new String(files.readIn(directory, name, LONGEST_KEY), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ServiceException(
          "the key of azure arc in "
              + directory
              + " cannot be read: it is missing, a link or longer than 4096 bytes, or this process"
              + " is not in the group himds",
          details,
          e);
    }
    String key = text.strip();
    if (key.isEmpty()) {
      throw refused("its file is empty", details);
    }
    return Secret.of(key);
  }

  private boolean isSame(String directory, String named) {
    return isWindows()
        ? directory.equalsIgnoreCase(named.replace('/', '\\'))
        : directory.equals(named);
  }

  private String directory() {
    if (isLinux()) {
      return LINUX_KEYS;
    }
    if (!isWindows()) {
      throw new ConfigurationException(
          "azure arc keeps its keys on Linux and Windows only, and this is neither");
    }
    return environment
        .variable("ProgramData")
        .map(it -> it + WINDOWS_KEYS)
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "environment variable ProgramData is not set, so the keys of azure arc cannot"
                        + " be found"));
  }

  private boolean isLinux() {
    return system().contains("linux");
  }

  private boolean isWindows() {
    return system().contains("windows");
  }

  private String system() {
    return environment.property("os.name").orElse("").toLowerCase(Locale.ROOT);
  }

  private static ServiceException refused(String why, FailureDetails details) {
    return new ServiceException(
        "the challenge of azure arc was not answered: " + why + "; nothing was read",
        details,
        null);
  }
}
