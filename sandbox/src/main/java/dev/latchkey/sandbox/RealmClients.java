package dev.latchkey.sandbox;

/** Finds out which application asks one of a realm's endpoints for something. */
final class RealmClients {

  private final Realms realms;
  private final BaseUris bases;
  private final ClientAuthenticator authenticator;

  RealmClients(Realms realms, BaseUris bases, ClientAuthenticator authenticator) {
    this.realms = realms;
    this.bases = bases;
    this.authenticator = authenticator;
  }

  Place place(RecordedRequest request) {
    return Realms.place(bases, request, realms.of(request));
  }

  SandboxApplication authenticate(RecordedRequest request) throws Refusal {
    String tokenEndpoint = place(request).issuer() + "/protocol/openid-connect/token";
    return authenticator.authenticate(request, ProofTerms.realm(realms.of(request), tokenEndpoint));
  }
}
