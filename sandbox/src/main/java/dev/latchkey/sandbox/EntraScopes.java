package dev.latchkey.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Scopes as Entra reads them: those of OpenID Connect, and permissions of resources, which an
 * access token is for one of.
 */
record EntraScopes(List<String> all) {

  /** Stands before permissions that name no resource. */
  static final String GRAPH = "https://graph.microsoft.com";

  private static final Set<String> OPENID =
      Set.of("openid", "profile", "email", "offline_access", "address", "phone");

  boolean has(String scope) {
    return all.contains(scope);
  }

  /** Returns the resources in the order asked for; Graph when only OpenID Connect was asked for. */
  Set<String> resources(SandboxApplication application) {
    Set<String> resources = new LinkedHashSet<>();
    for (String scope : all) {
      if (!OPENID.contains(scope)) {
        resources.add(resource(scope, application));
      }
    }
    if (resources.isEmpty()) {
      resources.add(GRAPH);
    }
    return resources;
  }

  /** Returns the names of the permissions of a resource, as {@code scp} has them. */
  List<String> permissions(String resource, SandboxApplication application) {
    List<String> names = new ArrayList<>();
    for (String scope : all) {
      if (OPENID.contains(scope)) {
        // Graph lists them as permissions of its own.
        if (resource.equals(GRAPH) && !scope.equals("offline_access")) {
          names.add(scope);
        }
      } else if (resource(scope, application).equals(resource)) {
        names.add(permission(scope, application));
      }
    }
    return names;
  }

  /** Returns what an answer says was granted: no other resource, and no offline_access. */
  List<String> granted(String resource, SandboxApplication application) {
    return all.stream()
        .filter(scope -> !scope.equals("offline_access"))
        .filter(scope -> OPENID.contains(scope) || resource(scope, application).equals(resource))
        .toList();
  }

  private static String resource(String scope, SandboxApplication application) {
    if (scope.equals(application.clientId())) {
      return scope;
    }
    int slash = scope.lastIndexOf('/');
    return slash <= 0 ? GRAPH : scope.substring(0, slash);
  }

  private static String permission(String scope, SandboxApplication application) {
    String name = scope.substring(scope.lastIndexOf('/') + 1);
    return name.equals(".default") || scope.equals(application.clientId())
        ? "user_impersonation"
        : name;
  }
}
