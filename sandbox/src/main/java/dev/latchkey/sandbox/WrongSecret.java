package dev.latchkey.sandbox;

/** The same words, whichever way the secret came. */
final class WrongSecret {

  private WrongSecret() {}

  static Refusal of(SandboxApplication application) {
    return new Refusal(
        Refusal.Reason.WRONG_SECRET,
        "Invalid client secret provided. Ensure the secret being sent in the request is the client secret"
            + " value, not the client secret ID, for a secret added to app '"
            + application.clientId()
            + "'.");
  }
}
