package dev.latchkey.sandbox;

/** A token request whose sender is known. */
record TokenCall(
    RecordedRequest request,
    SandboxApplication application,
    Place place,
    RequestedClaims requestedClaims,
    Binding binding) {

  /** Goes into the tokens. */
  String issuer() {
    return place.issuer();
  }

  /** The tenant's id, or the name of the realm. */
  String tenant() {
    return place.tenant();
  }

  TokenCall in(Place other) {
    return new TokenCall(request, application, other, requestedClaims, binding);
  }
}
