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
      SandboxUsers users,
      FederatedUsers federated,
      EntraErrors errors,
      Clock clock) {
    SigningKey key = SigningKey.shared();
    AccessTokens tokens = new AccessTokens(clock, key);
    ClientAuthenticator authenticator = new ClientAuthenticator(applications, clock);
    Memberships memberships = new Memberships(tenants);
    Consents consents = new Consents();
    AccessRules rules = new AccessRules(clock, consents);
    RefreshTokens refresh = new RefreshTokens(clock, users);
    AuthorizationCodes codes = new AuthorizationCodes(clock);
    BrowserSessions sessions = new BrowserSessions(clock, users);
    EntraUserTokens entra = new EntraUserTokens(clock, key, refresh, users, memberships);
    RealmUserTokens realm = new RealmUserTokens(clock, key, refresh, users);
    AuthorizationPage page =
        new AuthorizationPage(
            applications,
            new AuthorizationFlow(
                clock, users, sessions, memberships, consents, rules, codes, entra));
    SamlAssertions assertions = new SamlAssertions(clock, key);
    List<Grant> entraGrants =
        List.of(
            new EntraClientCredentials(tokens),
            new AuthorizationCodeGrant(codes, refresh, entra),
            new RefreshTokenGrant(refresh, users, rules, entra),
            new EntraSamlBearer(SamlVersion.SAML_1_1, assertions, federated, tokens, key, clock),
            new EntraSamlBearer(SamlVersion.SAML_2_0, assertions, federated, tokens, key, clock));
    List<Grant> realmGrants =
        List.of(
            new RealmClientCredentials(tokens),
            new AuthorizationCodeGrant(codes, refresh, realm),
            new RefreshTokenGrant(refresh, users, rules, realm));
    // A realm's paths could be taken for a tenant called "realms": they come first.
    return new Router(
        List.of(
            new RealmMetadataEndpoint(realms, bases),
            new RealmAuthorizeEndpoint(realms, bases, page),
            new RealmTokenEndpoint(realms, bases, authenticator, realmGrants),
            new JwksEndpoint(key),
            new InstanceDiscoveryEndpoint(bases, errors),
            new EntraMetadataEndpoint(tenants, bases, errors),
            new EntraAuthorizeEndpoint(tenants, bases, page, errors),
            new EntraTokenEndpoint(tenants, bases, authenticator, errors, entraGrants),
            new UserRealmEndpoint(federated, bases, errors),
            new FederationMetadataEndpoint(bases),
            WsTrustEndpoint.v13(federated, assertions, bases, clock),
            WsTrustEndpoint.v2005(federated, assertions, bases, clock),
            new LandingEndpoint(bases)));
  }
}
