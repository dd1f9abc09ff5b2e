package dev.latchkey.domain.challenge;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The {@code WWW-Authenticate} or {@code Proxy-Authenticate} fields of one response (RFC 9110,
 * section 11). Immutable.
 *
 * <p>Reading never fails, whatever a stranger sent, and takes time linear in its length. A
 * challenge that breaks the grammar is left out, and {@link #faults()} tells why; reading goes on
 * at the next comma that is surely outside of quotes, so that one broken challenge does not hide
 * the one beside it. Text inside quotes never becomes a challenge.
 *
 * <p>Beyond the grammar three habits of servers are understood, since each can mean one thing only:
 * values without quotes that should have them (no blank, comma or quote within), parameters parted
 * by blanks alone, and tabs for blanks. A challenge does not go on in the next field.
 *
 * @since 0.1
 */
public final class AuthenticateHeader {

  /** How many characters a field may have. */
  public static final int MAX_FIELD_LENGTH = 16 * 1024;

  /** How many fields are read. */
  public static final int MAX_FIELDS = 32;

  /** How many challenges are read, in all fields together. */
  public static final int MAX_CHALLENGES = 64;

  /** How many parameters a challenge may have. */
  public static final int MAX_PARAMETERS = 64;

  private static final String INSUFFICIENT_CLAIMS = "insufficient_claims";

  private final List<Challenge> challenges;
  private final List<HeaderFault> faults;

  private AuthenticateHeader(List<Challenge> challenges, List<HeaderFault> faults) {
    this.challenges = challenges;
    this.faults = faults;
  }

  /**
   * Reads the fields.
   *
   * @param fields the values of all fields of the name, in the order they came
   * @return the challenges in them
   */
  public static AuthenticateHeader parse(List<String> fields) {
    ChallengesBuilder found = new ChallengesBuilder();
    usable(fields, found).forEach(it -> new FieldReader(it, found).readChallenges());
    return new AuthenticateHeader(found.challenges(), found.faults());
  }

  /** The fields within bounds; those beyond are put down as faults. */
  static List<String> usable(List<String> fields, ChallengesBuilder found) {
    if (fields.size() > MAX_FIELDS) {
      found.fault(HeaderFault.TOO_MANY_FIELDS);
      found.end();
    }
    return fields.stream().limit(MAX_FIELDS).filter(it -> isShort(it, found)).toList();
  }

  private static boolean isShort(String field, ChallengesBuilder found) {
    boolean fits = Objects.requireNonNull(field, "field").length() <= MAX_FIELD_LENGTH;
    if (!fits) {
      found.fault(HeaderFault.FIELD_TOO_LONG);
      found.end();
    }
    return fits;
  }

  /** {@return the well-formed challenges, in the order they came} */
  public List<Challenge> challenges() {
    return challenges;
  }

  /** {@return one reason for each part that was left out} */
  public List<HeaderFault> faults() {
    return faults;
  }

  /**
   * Finds a challenge.
   *
   * @param scheme such as {@code Bearer}; letter case does not matter
   * @return the first of that scheme
   */
  public Optional<Challenge> first(String scheme) {
    return challenges.stream().filter(it -> it.hasScheme(scheme)).findFirst();
  }

  /**
   * Finds the claims that a new token is to have (Entra, continuous access evaluation).
   *
   * @return the JSON text of the first Bearer or PoP challenge with the error {@code
   *     insufficient_claims} and readable claims; claims beside any other error do not count
   */
  public Optional<String> claimsChallenge() {
    return challenges.stream()
        .filter(it -> it.hasScheme("Bearer") || it.hasScheme("PoP"))
        .filter(it -> it.error().filter(INSUFFICIENT_CLAIMS::equals).isPresent())
        .flatMap(it -> it.claims().stream())
        .findFirst();
  }

  /** {@return schemes, names and faults; no values} */
  @Override
  public String toString() {
    return "AuthenticateHeader" + challenges + faults;
  }
}
