package dev.latchkey.adapters.process;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a child gets to see of this process's variables: what programs need to find their files and
 * the network, and none of the secrets that an application is configured with.
 */
final class Inherited {

  private static final Set<String> NAMES =
      Set.of(
          "PATH",
          "PATHEXT",
          "HOME",
          "USER",
          "LOGNAME",
          "USERNAME",
          "USERPROFILE",
          "HOMEDRIVE",
          "HOMEPATH",
          "APPDATA",
          "LOCALAPPDATA",
          "PROGRAMDATA",
          "PROGRAMFILES",
          "SYSTEMROOT",
          "SYSTEMDRIVE",
          "WINDIR",
          "COMSPEC",
          "TMPDIR",
          "TEMP",
          "TMP",
          "LANG",
          "LC_ALL",
          "LC_CTYPE",
          "TZ",
          "XDG_CONFIG_HOME",
          "XDG_DATA_HOME",
          "XDG_CACHE_HOME",
          "XDG_RUNTIME_DIR",
          "AZURE_CONFIG_DIR",
          "HTTPS_PROXY",
          "HTTP_PROXY",
          "NO_PROXY",
          "REQUESTS_CA_BUNDLE",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR");

  private Inherited() {}

  static Map<String, String> of(Map<String, String> all) {
    Map<String, String> kept = new TreeMap<>();
    all.forEach(
        (name, value) -> {
          if (NAMES.contains(name.toUpperCase(Locale.ROOT))) {
            kept.put(name, value);
          }
        });
    return kept;
  }
}
