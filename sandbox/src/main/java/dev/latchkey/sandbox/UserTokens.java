package dev.latchkey.sandbox;

import java.util.List;
import java.util.Map;

/** Makes the answers that carry a user's tokens, as one kind of server does. */
interface UserTokens {

  /**
   * Returns the members of a successful answer.
   *
   * @param wanted scopes of this request; empty stands for all that the user agreed to
   * @param renewal whether a refresh token is being redeemed, which has a successor only where
   *     tokens rotate
   */
  Map<String, Object> answer(TokenCall call, SignIn signIn, List<String> wanted, boolean renewal)
      throws Refusal;

  /** Tells whether a refresh token is good for once, where the application does not say. */
  boolean reuseRevokes();
}
