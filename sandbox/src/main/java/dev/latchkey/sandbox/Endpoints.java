package dev.latchkey.sandbox;

import java.time.Clock;
import java.util.List;

/** Puts the endpoints together, around what they have to remember. */
final class Endpoints {

  private final BaseUris bases;
  private final Tenants tenants;
  private final Realms realms;
  private final SandboxApplications applications;
  private final SandboxUsers users;
  private final FederatedUsers federated;
  private final EntraErrors errors;
  private final Clock clock;
  private final SigningKey key = SigningKey.shared();
  private final Consents consents = new Consents();
  private final Memberships memberships;
  private final AccessRules rules;
  private final RefreshTokens refresh;
  private final AuthorizationCodes codes;
  private final BrowserSessions sessions;
  private final DeviceCodes deviceCodes;
  private final DeviceDecisions decisions;
  private final PushedRequests pushed;
  private final IssuedTokens issued;

  Endpoints(
      BaseUris bases,
      Tenants tenants,
      Realms realms,
      SandboxApplications applications,
      SandboxUsers users,
      FederatedUsers federated,
      EntraErrors errors,
      Clock clock) {
    this.bases = bases;
    this.tenants = tenants;
    this.realms = realms;
    this.applications = applications;
    this.users = users;
    this.federated = federated;
    this.errors = errors;
    this.clock = clock;
    memberships = new Memberships(tenants);
    rules = new AccessRules(clock, consents);
    refresh = new RefreshTokens(clock, users);
    codes = new AuthorizationCodes(clock);
    sessions = new BrowserSessions(clock, users);
    deviceCodes = new DeviceCodes(clock);
    decisions = new DeviceDecisions(clock, deviceCodes, users, memberships, consents);
    pushed = new PushedRequests(clock);
    issued = new IssuedTokens(clock, key, bases);
  }

  SandboxDevices devices() {
    return new SandboxDevices(deviceCodes, decisions, users);
  }

  Router machine(String region) {
    return new Router(List.of(new MachineMetadataEndpoint(region)));
  }

  Router cloudShell(String username) {
    return new Router(List.of(new CloudShellEndpoint(clock, key, users, memberships, username)));
  }

  Router router(SandboxResource resource) {
    AccessTokens tokens = new AccessTokens(clock, key);
    ClientAuthenticator authenticator = new ClientAuthenticator(applications, clock);
    Bindings bindings = new Bindings(bases, new DpopCheck(clock));
    RealmClients clients = new RealmClients(realms, bases, authenticator);
    EntraUserTokens entra = new EntraUserTokens(clock, key, refresh, users, memberships);
    AuthorizationPage page =
        new AuthorizationPage(
            applications,
            pushed,
            new AuthorizationFlow(
                clock, users, sessions, memberships, consents, rules, codes, entra));
    SamlAssertions assertions = new SamlAssertions(clock, key);
    List<Grant> entraGrants = entraGrants(tokens, entra, assertions);
    List<Grant> realmGrants = realmGrants(tokens);
    // A realm's paths could be taken for a tenant called "realms": they come first.
    return new Router(
        List.of(
            new RealmMetadataEndpoint(realms, bases, realmGrants),
            new RealmAuthorizeEndpoint(realms, bases, page),
            new RealmTokenEndpoint(clients, realms, bindings, realmGrants),
            new RealmDeviceEndpoint(clients, deviceCodes),
            new RevocationEndpoint(clients, refresh),
            new PushedRequestEndpoint(clients, applications, pushed),
            new JwksEndpoint(key),
            new InstanceDiscoveryEndpoint(bases, errors),
            new EntraMetadataEndpoint(tenants, bases, errors),
            new EntraAuthorizeEndpoint(tenants, bases, page, errors),
            new EntraTokenEndpoint(tenants, bases, authenticator, errors, entraGrants, bindings),
            new UserRealmEndpoint(federated, bases, errors),
            new FederationMetadataEndpoint(bases),
            WsTrustEndpoint.v13(federated, assertions, bases, clock),
            WsTrustEndpoint.v2005(federated, assertions, bases, clock),
            new EntraDeviceEndpoint(tenants, bases, applications, deviceCodes, errors),
            new DevicePage(decisions, new PasswordCheck(users)),
            new EndSessionEndpoint(applications, sessions),
            new ResourceEndpoint(bases, resource, issued, new PossessionCheck(bases, clock)),
            new LandingEndpoint(bases)));
  }

  private List<Grant> entraGrants(
      AccessTokens tokens, EntraUserTokens entra, SamlAssertions assertions) {
    return List.of(
        new EntraClientCredentials(tokens),
        new AuthorizationCodeGrant(codes, refresh, entra),
        new RefreshTokenGrant(refresh, users, rules, entra),
        new DeviceCodeGrant(deviceCodes, entra),
        new OnBehalfOfGrant(issued, users, rules, entra),
        new UserFederatedIdentityGrant(clock, issued, users, memberships, rules, entra),
        new EntraSamlBearer(SamlVersion.SAML_1_1, assertions, federated, tokens, key, clock),
        new EntraSamlBearer(SamlVersion.SAML_2_0, assertions, federated, tokens, key, clock),
        new PasswordGrant(clock, users, memberships, rules, entra));
  }

  private List<Grant> realmGrants(AccessTokens tokens) {
    RealmUserTokens realm = new RealmUserTokens(clock, key, refresh, users);
    return List.of(
        new RealmClientCredentials(tokens),
        new AuthorizationCodeGrant(codes, refresh, realm),
        new RefreshTokenGrant(refresh, users, rules, realm),
        new DeviceCodeGrant(deviceCodes, realm),
        new TokenExchangeGrant(issued, tokens),
        new PasswordGrant(clock, users, memberships, rules, realm));
  }
}
