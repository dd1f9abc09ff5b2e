package dev.latchkey.adapters.mi;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.CredentialUnavailableException;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.identity.Presence;
import dev.latchkey.spi.system.EnvironmentReader;
import java.util.List;
import java.util.Optional;

/** The variables of the process, as the signs of a host. */
final class Signs {

  private final EnvironmentReader environment;

  Signs(EnvironmentReader environment) {
    this.environment = environment;
  }

  Optional<String> find(Variable variable) {
    return environment.variable(variable.name());
  }

  /** The value of a variable that was there a moment ago. */
  String value(Variable variable) {
    return find(variable)
        .orElseThrow(
            () -> new CredentialUnavailableException("variable " + variable + " is not set"));
  }

  Secret secret(Variable variable) {
    return Secret.of(value(variable));
  }

  /** Adds a secret to header fields; what is wrong with it is told without it. */
  @SuppressWarnings("UnusedException") // what is thrown there may tell of the value
  static HttpHeaders header(HttpHeaders fields, String name, Secret secret) {
    try {
      return fields.with(name, secret.reveal());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "the secret of the host has a character that no header may have");
    }
  }

  boolean has(Variable variable) {
    return find(variable).isPresent();
  }

  Presence all(Variable... variables) {
    List<String> missing =
        List.of(variables).stream().filter(it -> !has(it)).map(Variable::name).toList();
    return missing.isEmpty()
        ? Presence.here(names(variables) + (variables.length == 1 ? " is set" : " are set"))
        : Presence.absent("no " + String.join(", ", missing));
  }

  private static String names(Variable... variables) {
    return String.join(", ", List.of(variables).stream().map(Variable::name).toList());
  }
}
