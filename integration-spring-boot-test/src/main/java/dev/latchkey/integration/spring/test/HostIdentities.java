package dev.latchkey.integration.spring.test;

import dev.latchkey.integration.spring.LatchkeyProperties;
import dev.latchkey.sandbox.AzureHost.Identity;
import java.util.Map;
import java.util.Objects;

/** The user-assigned identities that clients ask for, by whichever of its ids. */
final class HostIdentities {

  private HostIdentities() {}

  static Identity[] of(LatchkeyProperties properties) {
    return properties.clients().entrySet().stream()
        .filter(it -> it.getValue().kind() == LatchkeyProperties.Kind.MANAGED_IDENTITY)
        .filter(it -> isUserAssigned(it.getValue()))
        .map(HostIdentities::identity)
        .toArray(Identity[]::new);
  }

  private static boolean isUserAssigned(LatchkeyProperties.Client client) {
    return client.clientId() != null || client.objectId() != null || client.resourceId() != null;
  }

  // The ids that the properties do not name are made up.
  private static Identity identity(Map.Entry<String, LatchkeyProperties.Client> entry) {
    LatchkeyProperties.Client client = entry.getValue();
    String name = entry.getKey();
    return new Identity(
        Objects.requireNonNullElse(client.clientId(), "client-of-" + name),
        Objects.requireNonNullElse(client.objectId(), "object-of-" + name),
        Objects.requireNonNullElse(client.resourceId(), "/resource-of/" + name));
  }
}
