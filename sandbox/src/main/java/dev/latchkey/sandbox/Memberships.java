package dev.latchkey.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Who belongs to which tenant. */
final class Memberships {

  private final Tenants tenants;

  Memberships(Tenants tenants) {
    this.tenants = tenants;
  }

  /** Returns where a user's tokens come from; that of a placeholder is the user's home. */
  Place settle(Place place, SandboxUser user) throws Refusal {
    if (place.isRealm()) {
      return place;
    }
    String home = home(user);
    boolean fits =
        switch (place.segment()) {
          case "common" -> true;
          case "organizations" -> !user.personal();
          case "consumers" -> user.personal();
          default -> belongs(user, place.tenant());
        };
    if (!fits) {
      throw new Refusal(
          Refusal.Reason.NOT_IN_TENANT,
          "User account '"
              + user.username()
              + "' does not exist in tenant '"
              + place.segment()
              + "' and cannot access the application there. The account needs to be added as an external"
              + " user in the tenant first.");
    }
    return Tenants.isPlaceholder(place.segment()) ? place.in(home) : place;
  }

  /** Returns the id of the tenant that a user is at home in. */
  String home(SandboxUser user) {
    return tenants.idOf(user.homeTenant());
  }

  /** Returns the user's id in a tenant: a guest has another one there than at home. */
  String objectId(SandboxUser user, String tenant) {
    return home(user).equals(tenant)
        ? user.objectId().toString()
        : UUID.nameUUIDFromBytes((tenant + "/" + user.objectId()).getBytes(StandardCharsets.UTF_8))
            .toString();
  }

  private boolean belongs(SandboxUser user, String tenant) {
    return home(user).equals(tenant)
        || user.guestTenants().stream().map(tenants::idOf).anyMatch(tenant::equals);
  }
}
