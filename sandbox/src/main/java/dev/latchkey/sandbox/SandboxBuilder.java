package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Collects the settings of a sandbox. Not safe for use by several threads.
 *
 * @since 0.1
 */
public final class SandboxBuilder {

  private final List<SandboxApplication> applications = new ArrayList<>();
  private final List<SandboxUser> users = new ArrayList<>();
  private final List<FederatedUser> federatedUsers = new ArrayList<>();
  private final List<SandboxRealm> realms = new ArrayList<>();
  private final Set<String> hosts = new LinkedHashSet<>();
  private final Map<String, UUID> tenants = new LinkedHashMap<>();
  private final Set<String> unknownTenants = new LinkedHashSet<>();
  private final List<Scenario> scenarios = new ArrayList<>();
  private Clock clock = Clock.systemUTC();
  private Duration readLimit = Duration.ofSeconds(30);
  private int port;

  SandboxBuilder() {}

  /**
   * Sets the port.
   *
   * @param number from 1 to 65535, or 0 for a free one, which is the default
   * @return this builder
   * @since 0.1
   */
  public SandboxBuilder port(int number) {
    if (number < 0 || number > 65_535) {
      throw new IllegalArgumentException("a port is from 0 to 65535, was " + number);
    }
    port = number;
    return this;
  }

  /**
   * Sets the clock that tokens and errors are dated by. Certificates are dated by the system's
   * clock all the same, since TLS asks no other.
   *
   * @param time usually a {@link SandboxClock}
   * @return this builder
   * @since 0.1
   */
  public SandboxBuilder clock(Clock time) {
    clock = requireNonNull(time, "time");
    return this;
  }

  /**
   * Adds host names to the server certificate and to those that instance discovery knows. The hosts
   * of Entra's clouds are there already.
   *
   * @param names without port; a leading {@code *.} stands for one label
   * @return this builder
   * @since 0.1
   */
  public SandboxBuilder host(String... names) {
    for (String name : names) {
      if (!Texts.notEmpty(name, "name").matches("(\\*\\.)?[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*")) {
        throw new IllegalArgumentException("a host is a name without port, was: " + name);
      }
      hosts.add(name);
    }
    return this;
  }

  /**
   * Registers an application.
   *
   * @param application takes the place of an earlier one with its id
   * @return this builder
   * @since 0.1
   */
  public SandboxBuilder application(SandboxApplication application) {
    applications.add(requireNonNull(application, "application"));
    return this;
  }

  /**
   * Registers a user.
   *
   * @param user takes the place of an earlier one with the name
   * @return this builder
   * @since 0.1
   */
  public SandboxBuilder user(SandboxUser user) {
    users.add(requireNonNull(user, "user"));
    return this;
  }

  /**
   * Registers a user whose organization checks passwords itself.
   *
   * @param user takes the place of an earlier one with the name
   * @return this builder
   * @since 0.1
   */
  public SandboxBuilder federatedUser(FederatedUser user) {
    federatedUsers.add(requireNonNull(user, "user"));
    return this;
  }

  /**
   * Registers a realm that differs from the defaults.
   *
   * @param realm takes the place of an earlier one with its name
   * @return this builder
   * @since 0.1
   */
  public SandboxBuilder realm(SandboxRealm realm) {
    realms.add(requireNonNull(realm, "realm"));
    return this;
  }

  /**
   * Sets the id of a tenant that is asked for by domain name. Without this call the id is made from
   * the name, always the same.
   *
   * @param domain such as {@code contoso.example}
   * @param id of the tenant
   * @return this builder
   * @since 0.1
   */
  public SandboxBuilder tenant(String domain, UUID id) {
    tenants.put(Texts.notEmpty(domain, "domain"), requireNonNull(id, "id"));
    return this;
  }

  /**
   * Makes tenants unknown; {@code unknown-tenant} is so in every sandbox.
   *
   * @param names ids or domain names
   * @return this builder
   * @since 0.1
   */
  public SandboxBuilder unknownTenant(String... names) {
    unknownTenants.addAll(List.of(names));
    return this;
  }

  /**
   * Adds everything that a scenario describes.
   *
   * @param scenario read from a file or text
   * @return this builder
   * @since 0.1
   */
  public SandboxBuilder scenario(Scenario scenario) {
    requireNonNull(scenario, "scenario");
    scenarios.add(scenario);
    scenario.configure(this);
    return this;
  }

  SandboxBuilder readLimit(Duration limit) {
    readLimit = limit;
    return this;
  }

  /**
   * Starts the sandbox.
   *
   * @return a running sandbox, which the caller closes
   * @throws UncheckedIOException if the port cannot be had
   * @since 0.1
   */
  public Sandbox start() {
    try {
      ServerSocket listener = LoopbackServer.listen(port);
      try {
        return new Sandbox(this, listener);
      } catch (RuntimeException | Error e) {
        listener.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the sandbox could not listen on port " + port + "; is it taken?", e);
    }
  }

  Clock clock() {
    return clock;
  }

  Duration readLimit() {
    return readLimit;
  }

  List<SandboxApplication> applications() {
    return applications;
  }

  List<SandboxUser> users() {
    return users;
  }

  List<FederatedUser> federatedUsers() {
    return federatedUsers;
  }

  List<SandboxRealm> realms() {
    return realms;
  }

  Set<String> hosts() {
    return hosts;
  }

  Map<String, UUID> tenants() {
    return tenants;
  }

  Set<String> unknownTenants() {
    return unknownTenants;
  }

  void script(FaultScript faults) {
    scenarios.forEach(scenario -> scenario.script(faults));
  }
}
