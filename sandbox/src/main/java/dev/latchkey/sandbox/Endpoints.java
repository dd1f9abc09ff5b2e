package dev.latchkey.sandbox;

import java.time.Clock;
import java.util.List;

/** Puts the endpoints together. */
final class Endpoints {

  private Endpoints() {}

  static Router router(
      BaseUris bases,
      Tenants tenants,
      Realms realms,
      SandboxApplications applications,
      FederatedUsers federated,
      EntraErrors errors,
      Clock clock) {
    SigningKey key = SigningKey.shared();
    AccessTokens tokens = new AccessTokens(clock, key);
    ClientAuthenticator authenticator = new ClientAuthenticator(applications, clock);
    SamlAssertions assertions = new SamlAssertions(clock, key);
    List<Grant> entraGrants =
        List.of(
            new EntraClientCredentials(tokens),
            new EntraSamlBearer(SamlVersion.SAML_1_1, assertions, federated, tokens, key, clock),
            new EntraSamlBearer(SamlVersion.SAML_2_0, assertions, federated, tokens, key, clock));
    // A realm's paths could be taken for a tenant called "realms": they come first.
    return new Router(
        List.of(
            new RealmMetadataEndpoint(realms, bases),
            new RealmTokenEndpoint(
                realms, bases, authenticator, List.of(new RealmClientCredentials(tokens))),
            new JwksEndpoint(key),
            new InstanceDiscoveryEndpoint(bases, errors),
            new EntraMetadataEndpoint(tenants, bases, errors),
            new EntraTokenEndpoint(tenants, bases, authenticator, errors, entraGrants),
            new UserRealmEndpoint(federated, bases, errors),
            new FederationMetadataEndpoint(bases),
            WsTrustEndpoint.v13(federated, assertions, bases, clock),
            WsTrustEndpoint.v2005(federated, assertions, bases, clock),
            new LandingEndpoint(bases)));
  }
}
