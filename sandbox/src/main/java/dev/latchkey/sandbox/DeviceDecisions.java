package dev.latchkey.sandbox;

import java.time.Clock;
import java.util.Optional;

/** Lets users approve what a device asks for. */
final class DeviceDecisions {

  private final Clock clock;
  private final DeviceCodes codes;
  private final SandboxUsers users;
  private final Memberships memberships;
  private final Consents consents;

  DeviceDecisions(
      Clock clock,
      DeviceCodes codes,
      SandboxUsers users,
      Memberships memberships,
      Consents consents) {
    this.clock = clock;
    this.codes = codes;
    this.users = users;
    this.memberships = memberships;
    this.consents = consents;
  }

  void approve(DeviceCodes.Request request, SandboxUser user) throws Refusal {
    Place place = memberships.settle(request.place(), user);
    consents.add(user, request.application().clientId(), request.scopes());
    codes.approve(
        request,
        new SignIn(
            user.username(),
            place.tenant(),
            request.scopes(),
            clock.instant(),
            false,
            Optional.empty(),
            RequestedClaims.NONE,
            Keys.random(""),
            users.generation(user.username())));
  }

  void refuse(DeviceCodes.Request request) {
    codes.refuse(request);
  }

  Optional<DeviceCodes.Request> find(String userCode) {
    return codes.find(userCode);
  }
}
