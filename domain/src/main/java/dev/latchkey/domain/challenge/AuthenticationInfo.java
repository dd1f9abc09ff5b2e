package dev.latchkey.domain.challenge;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code Authentication-Info} or {@code Proxy-Authentication-Info} fields of one response (RFC
 * 9110, section 11.6.3): what a server adds to an answer to a request it accepted. Immutable.
 *
 * <p>Read like {@link AuthenticateHeader}, and within its bounds. A scheme before the parameters,
 * as some servers send it, is passed over. A list with a broken part is left out.
 *
 * @since 0.1
 */
public final class AuthenticationInfo {

  private final List<Challenge> fields;
  private final List<HeaderFault> faults;

  private AuthenticationInfo(List<Challenge> fields, List<HeaderFault> faults) {
    this.fields = fields;
    this.faults = faults;
  }

  /**
   * Reads the fields.
   *
   * @param fields the values of all fields of the name, in the order they came
   * @return the parameters in them
   */
  public static AuthenticationInfo parse(List<String> fields) {
    ChallengesBuilder found = new ChallengesBuilder();
    AuthenticateHeader.usable(fields, found)
        .forEach(it -> new FieldReader(it, found).readParameters());
    return new AuthenticationInfo(found.challenges(), found.faults());
  }

  /**
   * Finds a parameter.
   *
   * @param name its name; letter case does not matter
   * @return its value in the first field that has it
   */
  public Optional<String> parameter(String name) {
    return fields.stream().flatMap(it -> it.parameter(name).stream()).findFirst();
  }

  /** {@return the nonce for the next signed request, if sent: {@code nextnonce}} */
  public Optional<String> nextNonce() {
    return parameter("nextnonce");
  }

  /** {@return one reason for each part that was left out} */
  public List<HeaderFault> faults() {
    return faults;
  }

  /** {@return names and faults; no values} */
  @Override
  public String toString() {
    return "AuthenticationInfo"
        + fields.stream().map(Challenge::parameters).map(Map::keySet).toList()
        + faults;
  }
}
