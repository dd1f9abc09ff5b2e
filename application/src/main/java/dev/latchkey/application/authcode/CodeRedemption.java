package dev.latchkey.application.authcode;

import dev.latchkey.application.request.AuthCodeRequest;
import dev.latchkey.application.user.UserAudiences;
import dev.latchkey.domain.grant.AuthorizationCodeGrant;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.time.Cancellation;
import java.util.Objects;

/** Redeems a code whose answer the application has checked itself. */
public final class CodeRedemption {

  private final UserAudiences audiences;
  private final CodeExchange exchange;
  private final ReservedScopes reserved;

  /**
   * Puts the use case together.
   *
   * @param audiences the authorities of the application
   * @param exchange redeems codes
   * @param reserved the scopes that the library adds
   */
  public CodeRedemption(UserAudiences audiences, CodeExchange exchange, ReservedScopes reserved) {
    this.audiences = Objects.requireNonNull(audiences, "audiences");
    this.exchange = Objects.requireNonNull(exchange, "exchange");
    this.reserved = Objects.requireNonNull(reserved, "reserved scopes");
  }

  /**
   * Redeems it.
   *
   * @param request the code, and what goes with it
   * @param cancellation ends the caller's wait; what was sent is kept all the same
   * @return the tokens
   */
  public TokenResult redeem(AuthCodeRequest request, Cancellation cancellation) {
    return exchange.redeem(
        new CodeExchange.Terms(
            audiences.of(request.options()),
            new AuthorizationCodeGrant(
                request.code(),
                request.redirectUri().orElse(null),
                request.codeVerifier().orElse(null),
                reserved.addedTo(request.scopes()),
                request.wantsSpaCode()),
            request.scopes(),
            request.options(),
            null,
            usual -> request.nonce().map(it -> usual.nonce(it.reveal())).orElse(usual),
            false),
        cancellation);
  }
}
