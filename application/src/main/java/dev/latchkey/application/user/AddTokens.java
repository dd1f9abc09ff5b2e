package dev.latchkey.application.user;

import dev.latchkey.application.cache.Lifetimes;
import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.application.discovery.Instances;
import dev.latchkey.application.idtoken.ClientInfo;
import dev.latchkey.application.idtoken.HomeAccounts;
import dev.latchkey.application.idtoken.IdTokenReader;
import dev.latchkey.application.protocol.TokenAnswer;
import dev.latchkey.application.protocol.TokenResponseReader;
import dev.latchkey.application.request.TokensObtained;
import dev.latchkey.domain.account.IdTokenClaims;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.Lifetime;
import dev.latchkey.domain.token.Moment;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps tokens that somebody else obtained: a person's, or an application's own. */
public final class AddTokens {

  private final PartitionedCache cache;
  private final RandomSource random;

  /**
   * Keeps tokens.
   *
   * @param cache where
   * @param random spreads their refreshes
   */
  public AddTokens(PartitionedCache cache, RandomSource random) {
    this.cache = Objects.requireNonNull(cache, "cache");
    this.random = Objects.requireNonNull(random, "random");
  }

  /**
   * Keeps the tokens of an answer.
   *
   * @param event the answer
   * @param time tells when it came
   * @throws dev.latchkey.domain.error.ServiceException if it is no answer with tokens
   * @throws IllegalArgumentException if its ID token or client_info cannot be read; the message
   *     shows nothing of them
   */
  public void add(TokensObtained event, TimeSource time) {
    UserAudience audience =
        new UserAudience(
            event.clientId(),
            event.authority(),
            Instances.builtIn().environmentOf(event.authority()),
            event.authority().realm(),
            null);
    TokenAnswer tokens =
        new TokenResponseReader(time)
            .read(
                HttpResponse.of(
                    200,
                    HttpHeaders.none(),
                    event.response().reveal().getBytes(StandardCharsets.UTF_8)),
                FailureDetails.none(),
                false);
    IdTokenClaims claims =
        tokens.idToken() == null ? null : new IdTokenReader().decode(tokens.idToken());
    HomeAccountId person =
        HomeAccounts.homeAccountId(
                event.authority(),
                tokens.clientInfo() == null
                    ? null
                    : ClientInfo.parse(tokens.clientInfo()).orElse(null),
                claims)
            .orElse(null);
    Scopes granted = tokens.granted() == null ? event.scopes() : tokens.granted();
    if (person == null) {
      addForApplication(event, tokens, granted, time.moment());
    } else {
      UserAnswer answer =
          new UserAnswer(
              audience, tokens, granted, claims, person, realm(audience, claims, person), null);
      SignIn signIn = SignIn.of(event.scopes().isEmpty() ? granted : event.scopes(), null);
      SignIn named = event.username().map(signIn::named).orElse(signIn);
      new UserTokens(cache, time, random).keep(answer, event.grant().map(named::by).orElse(named));
    }
  }

  private static Realm realm(
      UserAudience audience, @Nullable IdTokenClaims claims, HomeAccountId person) {
    if (!audience.hasTenants()) {
      return audience.realm();
    }
    if (claims != null && claims.tenantId().isPresent()) {
      return new Realm(claims.tenantId().get().toLowerCase(Locale.ROOT));
    }
    int dot = person.value().lastIndexOf('.');
    return audience.realm().isAnyTenant() && dot > 0
        ? new Realm(person.value().substring(dot + 1).toLowerCase(Locale.ROOT))
        : audience.realm();
  }

  private void addForApplication(
      TokensObtained event, TokenAnswer tokens, Scopes granted, Moment now) {
    Authority authority = event.authority();
    PartitionKey.App partition =
        new PartitionKey.App(event.clientId(), authority.environment(), authority.realm());
    Lifetime lifetime =
        new Lifetimes(random)
            .of(now, tokens.expiresIn(), tokens.extendedExpiresIn(), tokens.refreshIn());
    cache.save(
        partition,
        AccessToken.of(
            event.clientId(),
            authority.environment(),
            event.scopes().isEmpty() ? granted : event.scopes(),
            authority.scopeMatching(),
            lifetime,
            TokenResult.builder(Objects.requireNonNull(tokens.accessToken()), lifetime)
                .tokenType(tokens.type())
                .scopes(granted)
                .realm(authority.realm())
                .build()),
        now);
  }
}
