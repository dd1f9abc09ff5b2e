package dev.latchkey.application.authcode;

import dev.latchkey.application.protocol.ClaimsParameter;
import dev.latchkey.application.protocol.Endpoints;
import dev.latchkey.application.request.AuthorizationOptions;
import dev.latchkey.application.request.AuthorizationUrlRequest;
import dev.latchkey.application.scheme.KeyBinding;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.application.user.UserAudiences;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.spi.time.Cancellation;
import java.net.URI;
import java.util.Objects;

/** Writes the address of a sign-in whose state, nonce and verifier are the application's affair. */
public final class AuthorizationUrl {

  private final UserAudiences audiences;
  private final AuthorityLookup lookup;
  private final ReservedScopes reserved;
  private final ClaimsParameter claims;

  /**
   * Puts the use case together.
   *
   * @param audiences the authorities of the application
   * @param lookup finds where people sign in
   * @param reserved the scopes that the library adds
   * @param claims writes what claims are asked for
   */
  public AuthorizationUrl(
      UserAudiences audiences,
      AuthorityLookup lookup,
      ReservedScopes reserved,
      ClaimsParameter claims) {
    this.audiences = Objects.requireNonNull(audiences, "audiences");
    this.lookup = Objects.requireNonNull(lookup, "lookup");
    this.reserved = Objects.requireNonNull(reserved, "reserved scopes");
    this.claims = Objects.requireNonNull(claims, "claims parameter");
  }

  /**
   * Writes the address.
   *
   * @param request what it says
   * @param cancellation ends the wait for the authority's metadata
   * @return the address
   */
  public URI write(AuthorizationUrlRequest request, Cancellation cancellation) {
    UserAudience audience = audiences.of(request.options());
    KeyBinding binding = audience.binding(request.options());
    Endpoints endpoints = lookup.endpoints(audience.authority(), null, cancellation);
    AuthorizationOptions options = request.authorization();
    AuthorizationAddress address =
        new AuthorizationAddress(endpoints, audience.clientId(), request.responseType())
            .say("scope", reserved.addedTo(request.scopes()).text());
    options.state().ifPresent(it -> address.say("state", it));
    request.nonce().ifPresent(it -> address.say("nonce", it));
    request
        .codeChallenge()
        .ifPresent(it -> address.say("code_challenge", it).say("code_challenge_method", "S256"));
    return address.sayAll(options).sayKey(binding).sayClaims(claims.of(request.options())).uri();
  }
}
