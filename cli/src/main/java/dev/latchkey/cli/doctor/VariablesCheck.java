package dev.latchkey.cli.doctor;

import dev.latchkey.spi.system.EnvironmentReader;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Which variables other tools obey and this one does not. Their values may hold passwords. */
public final class VariablesCheck implements Check {

  private static final List<String> PROXIES = List.of("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY");
  private static final List<String> AUTHORITIES =
      List.of("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE");

  private final EnvironmentReader environment;

  /**
   * Prepares the check.
   *
   * @param environment is looked through
   */
  public VariablesCheck(EnvironmentReader environment) {
    this.environment = environment;
  }

  @Override
  public String subject() {
    return "environment";
  }

  @Override
  public List<Finding> run() {
    List<Finding> ignored =
        Stream.concat(
                set(PROXIES.stream()
                        .flatMap(name -> Stream.of(name, name.toLowerCase(Locale.ROOT))))
                    .map(name -> ignored(name, "--proxy-env or --proxy HOST:PORT")),
                set(AUTHORITIES.stream()).map(name -> ignored(name, "--ca-file PEM")))
            .toList();
    return ignored.isEmpty()
        ? List.of(Finding.ok(subject(), "no proxy or trust variables that would be ignored"))
        : ignored;
  }

  private Stream<String> set(Stream<String> names) {
    return names.filter(name -> environment.variable(name).isPresent());
  }

  private Finding ignored(String name, String option) {
    return Finding.warn(subject(), name + " is set and ignored; use " + option);
  }
}
