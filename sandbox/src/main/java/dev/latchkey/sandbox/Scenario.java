package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What a sandbox is to be like, read from JSON, for those who start it without code.
 *
 * <pre>{@code
 * {
 *   "hosts": ["login.corp.example"],
 *   "tenants": {"contoso.example": "9b8a7f6e-5d4c-4b3a-a291-665544332211"},
 *   "unknown_tenants": ["gone.example"],
 *   "applications": [
 *     {"client_id": "app", "secrets": ["s3cret"], "token_lifetime": 3600, "refresh_in": 1800,
 *      "ext_expires_in": 7200, "scopes": ["api://a/.default"], "extra_scopes": ["email"], "roles": ["Reader"],
 *      "assertions": ["..."], "certificates": ["-----BEGIN CERTIFICATE-----\n..."],
 *      "trusted_subjects": [{"subject": "CN=daemon", "issuer": "-----BEGIN CERTIFICATE-----\n..."}],
 *      "single_use_assertions": true, "echo_scope": true, "basic_allowed": true, "post_allowed": true,
 *      "public": true, "redirect_uris": ["http://localhost"], "identifier_uris": ["api://orders"],
 *      "proof_key_required": true, "family": "1", "refresh_token_lifetime": 86400,
 *      "rotate_refresh_tokens": true, "detect_refresh_token_reuse": true,
 *      "device_code_lifetime": 900, "device_interval": 5}
 *   ],
 *   "users": [
 *     {"username": "mira@contoso.example", "password": "s3cret", "display_name": "Mira Quist",
 *      "object_id": "7c1d2e3f-0a1b-4c2d-8e3f-112233445566", "home_tenant": "contoso.example",
 *      "guest_in": ["fabrikam.example"], "personal": false, "disabled": false, "second_factor": true,
 *      "consented": false}
 *   ],
 *   "realms": [
 *     {"name": "demo", "token_endpoint_auth_methods": ["client_secret_basic"],
 *      "token_endpoint_auth_signing_algs": ["PS256"], "metadata": {"extra": 1},
 *      "without_metadata": ["device_authorization_endpoint"], "issuer_parameter": false}
 *   ],
 *   "faults": [
 *     {"fault": "status", "endpoint": "token", "times": 2, "status": 503, "headers": {"Retry-After": "1"}},
 *     {"fault": "slow", "endpoint": "metadata", "always": true, "millis": 500}
 *   ]
 * }
 * }</pre>
 *
 * <p>Every member may be left out but {@code client_id}, {@code username}, {@code name} and {@code
 * fault}; times are in seconds where the name does not say otherwise, and certificates are PEM
 * texts. Immutable.
 *
 * @since 0.1
 */
public final class Scenario {

  private final List<String> hosts;
  private final Map<String, UUID> tenants;
  private final List<String> unknownTenants;
  private final List<SandboxApplication> applications;
  private final List<SandboxUser> users;
  private final List<SandboxRealm> realms;
  private final List<Consumer<FaultScript>> faults;

  Scenario(
      List<String> hosts,
      Map<String, UUID> tenants,
      List<String> unknownTenants,
      List<SandboxApplication> applications,
      List<SandboxUser> users,
      List<SandboxRealm> realms,
      List<Consumer<FaultScript>> faults) {
    this.hosts = List.copyOf(hosts);
    this.tenants = Map.copyOf(tenants);
    this.unknownTenants = List.copyOf(unknownTenants);
    this.applications = List.copyOf(applications);
    this.users = List.copyOf(users);
    this.realms = List.copyOf(realms);
    this.faults = List.copyOf(faults);
  }

  /**
   * Reads a scenario from a file.
   *
   * @param file JSON in UTF-8
   * @return the scenario
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it is no scenario; the message names the member
   * @since 0.1
   */
  public static Scenario read(Path file) throws IOException {
    String json = Files.readString(requireNonNull(file, "file"));
    try {
      return parse(json);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a scenario from text.
   *
   * @param json the text
   * @return the scenario
   * @throws IllegalArgumentException if it is no scenario; the message names the member
   * @since 0.1
   */
  public static Scenario parse(String json) {
    return ScenarioReader.read(requireNonNull(json, "json"));
  }

  void configure(SandboxBuilder builder) {
    builder.host(hosts.toArray(String[]::new));
    builder.unknownTenant(unknownTenants.toArray(String[]::new));
    tenants.forEach(builder::tenant);
    applications.forEach(builder::application);
    users.forEach(builder::user);
    realms.forEach(builder::realm);
  }

  void script(FaultScript script) {
    faults.forEach(fault -> fault.accept(script));
  }

  @Override
  public String toString() {
    return "Scenario[" + applications + ", " + realms + ", " + faults.size() + " faults]";
  }
}
