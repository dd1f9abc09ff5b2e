package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The sign-ins that wait for a person with another device (RFC 8628), and what that person does.
 * Safe for use by several threads.
 *
 * @since 0.1
 */
public final class SandboxDevices {

  private final DeviceCodes codes;
  private final DeviceDecisions decisions;
  private final SandboxUsers users;

  SandboxDevices(DeviceCodes codes, DeviceDecisions decisions, SandboxUsers users) {
    this.codes = codes;
    this.decisions = decisions;
    this.users = users;
  }

  /**
   * Lists what nobody has decided on yet.
   *
   * @return user codes that have not expired, oldest first
   * @since 0.1
   */
  public List<String> waiting() {
    return codes.open().stream().map(DeviceCodes.Request::userCode).toList();
  }

  /**
   * Signs a user in and agrees to what the device asks for.
   *
   * @param userCode as the device shows it; case, spaces and dashes do not matter
   * @param username of a user who is registered
   * @throws IllegalArgumentException if nothing waits under that code, or there is no such user in
   *     the tenant
   * @since 0.1
   */
  public void approve(String userCode, String username) {
    SandboxUser user =
        users
            .find(username)
            .orElseThrow(
                () -> new IllegalArgumentException("no user " + username + " is registered"));
    try {
      AccessRules.checkAlive(user);
      decisions.approve(request(userCode), user);
    } catch (Refusal refusal) {
      throw new IllegalArgumentException(refusal.text(), refusal);
    }
  }

  /**
   * Does not agree.
   *
   * @param userCode as the device shows it
   * @throws IllegalArgumentException if nothing waits under that code
   * @since 0.1
   */
  public void refuse(String userCode) {
    decisions.refuse(request(userCode));
  }

  private DeviceCodes.Request request(String userCode) {
    return codes
        .find(requireNonNull(userCode, "userCode"))
        .orElseThrow(() -> new IllegalArgumentException("nothing waits under code " + userCode));
  }
}
