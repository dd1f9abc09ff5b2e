package dev.latchkey.domain.challenge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects challenges while they are read, and drops those that turn out to be broken. */
final class ChallengesBuilder {

  private final List<Challenge> challenges = new ArrayList<>();
  private final List<HeaderFault> faults = new ArrayList<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private @Nullable String scheme;
  private @Nullable String token68;
  private boolean broken;
  private int begun;

  /** {@return whether there is room for one more} */
  boolean begin(String newScheme) {
    end();
    if (begun == AuthenticateHeader.MAX_CHALLENGES) {
      faults.add(HeaderFault.TOO_MANY_CHALLENGES);
      return false;
    }
    begun++;
    scheme = newScheme;
    return true;
  }

  void token68(String value) {
    token68 = value;
  }

  void parameter(String name, String value) {
    if (scheme == null || token68 != null) {
      fault(HeaderFault.MALFORMED);
    } else if (parameters.size() == AuthenticateHeader.MAX_PARAMETERS) {
      fault(HeaderFault.TOO_MANY_PARAMETERS);
    } else if (parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), value) != null) {
      fault(HeaderFault.DUPLICATE_PARAMETER);
    }
  }

  /** Breaks the challenge that is being read; one fault is enough for each. */
  void fault(HeaderFault fault) {
    if (!broken) {
      faults.add(fault);
    }
    broken = true;
  }

  /** Ends the challenge that is being read, if any. */
  void end() {
    if (scheme != null && !broken) {
      challenges.add(new Challenge(scheme, parameters, token68));
    }
    scheme = null;
    token68 = null;
    parameters.clear();
    broken = false;
  }

  List<Challenge> challenges() {
    return List.copyOf(challenges);
  }

  List<HeaderFault> faults() {
    return List.copyOf(faults);
  }
}
