package dev.latchkey.cli.doctor;

import dev.latchkey.domain.authority.AdfsAuthority;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.B2cAuthority;
import dev.latchkey.domain.authority.CiamAuthority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.authority.DstsAuthority;
import dev.latchkey.domain.authority.EntraAuthority;
import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.id.RegionName;
import dev.latchkey.spi.system.EnvironmentReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What an authority is taken for, without asking anybody. */
public final class KindCheck implements Check {

  private static final Set<String> ANY_TENANT = Set.of("common", "organizations", "consumers");
  private static final String DISABLED = "MSAL_DISABLE_REGION";
  private static final List<String> REGIONS = List.of("MSAL_FORCE_REGION", "REGION_NAME");

  private final Authority authority;
  private final EnvironmentReader environment;

  /**
   * Prepares the check.
   *
   * @param authority is looked at
   * @param environment may name a region
   */
  public KindCheck(Authority authority, EnvironmentReader environment) {
    this.authority = authority;
    this.environment = environment;
  }

  @Override
  public String subject() {
    return "kind";
  }

  @Override
  public List<Finding> run() {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok(subject(), authority + " is " + kind()));
    findings.add(tenant());
    findings.add(aliases());
    if (authority instanceof EntraAuthority) {
      findings.add(region());
    }
    return findings;
  }

  private String kind() {
    if (authority instanceof EntraAuthority) {
      return "a tenant of Microsoft Entra";
    }
    if (authority instanceof B2cAuthority) {
      return "a policy of Azure AD B2C";
    }
    if (authority instanceof CiamAuthority) {
      return "a tenant of Entra External ID (CIAM)";
    }
    if (authority instanceof AdfsAuthority) {
      return "a federation server (AD FS)";
    }
    if (authority instanceof DstsAuthority) {
      return "a dSTS";
    }
    if (authority instanceof OidcAuthority) {
      return "an OpenID provider";
    }
    throw new AssertionError(authority);
  }

  private Finding tenant() {
    String realm = authority.realm().value();
    if (authority instanceof EntraAuthority && ANY_TENANT.contains(realm)) {
      return Finding.warn(
          "tenant", realm + " stands for many; an application's own token needs one by id or name");
    }
    return Finding.ok("tenant", realm.isEmpty() ? "none" : realm);
  }

  private Finding aliases() {
    Optional<Cloud> cloud = Cloud.ofHost(authority.uri().getHost());
    if (cloud.isPresent()) {
      return Finding.ok(
          "aliases",
          String.join(", ", cloud.get().hosts())
              + " are one: the cloud "
              + cloud.get().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    return authority.needsInstanceDiscovery()
        ? Finding.warn(
            "aliases",
            "the host is not built in: "
                + Cloud.PUBLIC.host()
                + " is asked about it, unless instance discovery is off")
        : Finding.ok("aliases", "none; the host stands for itself");
  }

  // Clients use a region only if they are told to.
  private Finding region() {
    if (environment.variable(DISABLED).filter(it -> !it.isEmpty()).isPresent()) {
      return Finding.ok("region", DISABLED + " is set, so there is none");
    }
    for (String name : REGIONS) {
      Optional<String> value = environment.variable(name);
      if (value.isPresent()) {
        return named(name, value.get());
      }
    }
    return Finding.ok("region", "none named by the environment; the global host answers");
  }

  private static Finding named(String variable, String value) {
    try {
      return Finding.ok("region", variable + " names " + new RegionName(value));
    } catch (IllegalArgumentException e) {
      return Finding.warn("region", variable + ": " + e.getMessage());
    }
  }
}
