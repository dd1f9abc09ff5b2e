package dev.latchkey.integration.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.ResourceRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.client.CredentialChain;
import dev.latchkey.client.ManagedIdentityClient;
import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.error.CredentialUnavailableException;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.identity.ChainRequest;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Lets the clients of the Azure SDK for Java use the tokens of one of ours. The client stays the
 * application's to close, after those that use it. Immutable; safe for concurrent use.
 *
 * <p>What a request of the SDK says is honoured: scopes; claims, which pass the cache by; the
 * tenant that a resource names, if it is among {@link #additionallyAllowedTenants those allowed},
 * and the client's own otherwise (a chain has its own list). A proof of possession is not given.
 *
 * <p>Refusals reach the SDK as {@link ClientAuthenticationException} with ours as cause; what else
 * goes wrong reaches it as it is.
 *
 * @since 0.1
 */
public final class LatchkeyCredential implements TokenCredential {

  // When our cache takes a token for expired; the SDK does, too.
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private final Tenanted supply;
  private final Set<String> tenants;
  private final @Nullable LatchkeyCredential continuous;

  private LatchkeyCredential(
      Tenanted supply, Set<String> tenants, @Nullable LatchkeyCredential continuous) {
    this.supply = supply;
    this.tenants = tenants;
    this.continuous = continuous;
  }

  /**
   * Uses tokens of the application itself.
   *
   * @param client gets them
   * @return the credential
   */
  public static LatchkeyCredential of(ConfidentialClient client) {
    return new LatchkeyCredential(
        tenant ->
            new Supplies<>(
                Objects.requireNonNull(client, "client"),
                (it, context) -> it.acquireForClient(clientRequest(context, tenant)),
                ConfidentialClient::async),
        Set.of(),
        null);
  }

  /**
   * Uses tokens of the host's identity.
   *
   * @param client gets them
   * @return the credential
   */
  public static LatchkeyCredential of(ManagedIdentityClient client) {
    return new LatchkeyCredential(
        tenant ->
            new Supplies<>(
                Objects.requireNonNull(client, "client"),
                (it, context) -> it.acquireForResource(resourceRequest(context)),
                ManagedIdentityClient::async),
        Set.of(),
        null);
  }

  /**
   * Uses tokens of whichever link works here.
   *
   * @param chain gets them; tenants that the SDK names are judged by its own list
   * @return the credential
   */
  public static LatchkeyCredential of(CredentialChain chain) {
    return new LatchkeyCredential(
        tenant ->
            new Supplies<>(
                Objects.requireNonNull(chain, "chain"),
                (it, context) -> it.acquire(chainRequest(context)),
                CredentialChain::async),
        Set.of(),
        null);
  }

  /**
   * Uses tokens of a person who has signed in. Nobody is asked anything: where the person would
   * have to be, the call fails.
   *
   * @param client gets them from its cache, or by a refresh token in it
   * @param account the person
   * @return the credential
   */
  public static LatchkeyCredential of(PublicClient client, Account account) {
    Objects.requireNonNull(account, "account");
    return new LatchkeyCredential(
        tenant ->
            new Supplies<>(
                Objects.requireNonNull(client, "client"),
                (it, context) -> it.acquireSilently(silentRequest(context, account, tenant)),
                PublicClient::async),
        Set.of(),
        null);
  }

  /**
   * Lets a resource name another tenant than the client's own.
   *
   * @param values ids or domains of tenants, compared without regard to case; {@code *} for any
   * @return a copy that does
   */
  public LatchkeyCredential additionallyAllowedTenants(String... values) {
    Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    all.addAll(List.of(values));
    return new LatchkeyCredential(supply, all, continuous);
  }

  /**
   * Uses another credential for requests that answer events (continuous access evaluation): tokens
   * for clients that say so live longer, and must not be mixed with others.
   *
   * @param other over a client that was built with {@code clientCapabilities("CP1")} and has a
   *     cache of its own
   * @return a copy that does
   */
  public LatchkeyCredential continuousAccess(LatchkeyCredential other) {
    return new LatchkeyCredential(supply, tenants, Objects.requireNonNull(other, "other"));
  }

  /**
   * Gets a token without blocking the subscriber, not even for a look at the cache.
   *
   * @param request what is asked for
   * @return the token; nothing is done before somebody subscribes, and cancelling ends the call
   */
  @Override
  public Mono<AccessToken> getToken(TokenRequestContext request) {
    return Mono.defer(() -> Mono.fromFuture(chosen(request).later(request)))
        .subscribeOn(Schedulers.boundedElastic())
        .map(LatchkeyCredential::told)
        .onErrorMap(LatchkeyCredential::toldFailure);
  }

  /**
   * Gets a token on this thread, without Reactor.
   *
   * @param request what is asked for
   * @return the token
   * @throws ClientAuthenticationException if it was refused
   * @throws TokenException if something else went wrong
   */
  @Override
  public AccessToken getTokenSync(TokenRequestContext request) {
    try {
      return told(chosen(request).get(request));
    } catch (TokenException e) {
      throw failure(e);
    }
  }

  private TokenSupply chosen(TokenRequestContext request) {
    LatchkeyCredential other = continuous;
    if (other != null && request.isCaeEnabled()) {
      return other.chosen(request);
    }
    String wanted = request.getTenantId();
    boolean isAllowed = wanted != null && (tenants.contains("*") || tenants.contains(wanted));
    return supply.of(isAllowed ? wanted : null);
  }

  private static ClientRequest clientRequest(TokenRequestContext context, @Nullable String tenant) {
    ClientRequest request = ClientRequest.of(context.getScopes());
    request = tenant == null ? request : request.tenant(tenant);
    String claims = context.getClaims();
    return claims == null ? request : request.claims(claims);
  }

  private static ResourceRequest resourceRequest(TokenRequestContext context) {
    List<String> scopes = context.getScopes();
    if (scopes.size() != 1) {
      throw new IllegalArgumentException(
          "a host gives tokens for one resource at a time; " + scopes.size() + " were given");
    }
    ResourceRequest request = ResourceRequest.of(scopes.get(0));
    String claims = context.getClaims();
    return claims == null ? request : request.claims(claims);
  }

  private static ChainRequest chainRequest(TokenRequestContext context) {
    ChainRequest request = ChainRequest.of(context.getScopes());
    String tenant = context.getTenantId();
    request = tenant == null ? request : request.tenant(tenant);
    String claims = context.getClaims();
    return claims == null ? request : request.claims(claims);
  }

  private static SilentRequest silentRequest(
      TokenRequestContext context, Account account, @Nullable String tenant) {
    SilentRequest request = SilentRequest.of(context.getScopes(), account);
    request = tenant == null ? request : request.tenant(tenant);
    String claims = context.getClaims();
    return claims == null ? request : request.claims(claims);
  }

  private static AccessToken told(TokenResult token) {
    OffsetDateTime end = token.expiresAt().atOffset(ZoneOffset.UTC);
    return new AccessToken(
        token.accessToken().reveal(),
        end,
        token.refreshAt().map(it -> it.atOffset(ZoneOffset.UTC)).orElse(end.minus(MARGIN)),
        token.tokenType().value());
  }

  private static Throwable toldFailure(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof TokenException e ? failure(e) : cause;
  }

  private static RuntimeException failure(TokenException e) {
    boolean isRefusal =
        e instanceof ServiceException
            || e instanceof InteractionRequiredException
            || e instanceof CredentialUnavailableException;
    return isRefusal ? new ClientAuthenticationException(e.getMessage(), null, e) : e;
  }

  /** A supply for a tenant, or with null for the client's own. */
  private interface Tenanted {
    TokenSupply of(@Nullable String tenant);
  }
}
