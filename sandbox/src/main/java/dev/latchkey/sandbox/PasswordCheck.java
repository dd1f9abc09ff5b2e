package dev.latchkey.sandbox;

/** Finds the user that a name and a password belong to. */
final class PasswordCheck {

  private final SandboxUsers users;

  PasswordCheck(SandboxUsers users) {
    this.users = users;
  }

  SandboxUser check(String username, String password) throws Refusal {
    SandboxUser user =
        users
            .find(username)
            .orElseThrow(
                () ->
                    new Refusal(
                        Refusal.Reason.UNKNOWN_USER,
                        "The user account '" + username + "' does not exist in the directory."));
    if (!user.hasPassword(password)) {
      throw new Refusal(
          Refusal.Reason.WRONG_PASSWORD,
          "Error validating credentials due to invalid username or password.");
    }
    AccessRules.checkAlive(user);
    return user;
  }
}
