package dev.latchkey.application.request;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.JsonText;
import dev.latchkey.application.json.StrictJson;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Claims that a resource asked for (OpenID Connect Core, section 5.5; Entra conditional access).
 * Passed on as it is. Immutable.
 *
 * @since 0.1
 */
public final class ClaimsChallenge {

  private final String json;

  private ClaimsChallenge(String json) {
    this.json = json;
  }

  /**
   * Takes a challenge.
   *
   * @param json one JSON object, decoded from the header that brought it
   * @return the challenge
   * @throws IllegalArgumentException if it is no JSON object, or its member {@code access_token} is
   *     none; the message does not repeat it
   */
  public static ClaimsChallenge of(String json) {
    Objects.requireNonNull(json, "claims");
    try {
      requireWritable(StrictJson.object(json));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "claims is not usable: "
              + e.getMessage()
              + "; give the JSON object of the challenge, decoded",
          e);
    }
    return new ClaimsChallenge(json);
  }

  // Found out here and not when it is merged with something: by then the call is under way.
  private static void requireWritable(JsonFields members) {
    members.object("access_token");
    new JsonText().putAll(members).text();
  }

  /**
   * Merges another request for claims into this one.
   *
   * @param other wins where both speak of the same
   * @return both
   */
  public ClaimsChallenge mergedWith(ClaimsChallenge other) {
    return new ClaimsChallenge(
        new JsonText().merge(StrictJson.object(json)).merge(StrictJson.object(other.json)).text());
  }

  /**
   * Joins what an application asks for by itself and what a resource asks for. Where both speak of
   * the same claim the resource wins: it is the one that has refused.
   *
   * @param own the application's claims, or null
   * @param challenge the resource's claims, or null
   * @return both; null if there is neither
   */
  public static @Nullable ClaimsChallenge joined(
      @Nullable ClaimsChallenge own, @Nullable ClaimsChallenge challenge) {
    if (own == null || challenge == null) {
      return own == null ? challenge : own;
    }
    return own.mergedWith(challenge);
  }

  /** {@return the JSON object, verbatim} */
  public String json() {
    return json;
  }

  /** {@return whether the other has the same text} */
  @Override
  public boolean equals(Object other) {
    return other instanceof ClaimsChallenge that && json.equals(that.json);
  }

  /** {@return a hash of the text} */
  @Override
  public int hashCode() {
    return json.hashCode();
  }

  /** {@return its length only: claims may name a person} */
  @Override
  public String toString() {
    return "ClaimsChallenge[" + json.length() + " characters]";
  }
}
