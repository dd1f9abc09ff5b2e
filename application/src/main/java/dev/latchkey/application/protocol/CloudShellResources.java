package dev.latchkey.application.protocol;

import dev.latchkey.domain.token.Scopes;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which resources scopes belong to, as an Azure Cloud Shell wants them named. */
final class CloudShellResources {

  // Resources that are no hosts.
  private static final Set<String> AS_THEY_ARE =
      Set.of(
          "https://analysis.windows.net/powerbi/api",
          "https://pas.windows.net/CheckMyAccess/Linux/.default");

  private static final Pattern HOST = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://[^/?#]+).*");
  private static final Pattern GUID =
      Pattern.compile("([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})/\\.default");

  private CloudShellResources() {}

  static String of(Scopes scopes) {
    Set<String> resources = new TreeSet<>();
    scopes.values().forEach(it -> resources.add(of(it)));
    return String.join(" ", resources);
  }

  static String of(String scope) {
    for (String resource : AS_THEY_ARE) {
      if (scope.startsWith(resource)) {
        return resource;
      }
    }
    Matcher guid = GUID.matcher(scope);
    if (guid.matches()) {
      return guid.group(1);
    }
    Matcher host = HOST.matcher(scope);
    return host.matches() ? host.group(1) : scope;
  }
}
