package dev.latchkey.application.authcode;

import dev.latchkey.application.idtoken.ClientInfo;
import dev.latchkey.application.idtoken.IdTokenExpectation;
import dev.latchkey.application.protocol.ClaimsParameter;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.protocol.Endpoints;
import dev.latchkey.application.protocol.PushedAuthorizationEndpoint;
import dev.latchkey.application.request.AuthCodeCompletion;
import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.application.request.AuthResponse;
import dev.latchkey.application.request.AuthorizationOptions;
import dev.latchkey.application.request.CallOptions;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.application.scheme.KeyBinding;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.application.user.UserAudiences;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.AuthResponseException;
import dev.latchkey.domain.grant.AuthorizationCodeGrant;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.Cancellation;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A sign-in in two steps, with state, nonce and PKCE: the person is sent off, and comes back. */
public final class AuthCodeFlow {

  // 256 bits, and 43 characters: the least that RFC 7636, section 4.1 allows for a verifier.
  private static final int RANDOM_BYTES = 32;

  private final UserAudiences audiences;
  private final AuthorityLookup lookup;
  private final PushedAuthorizationEndpoint pushed;
  private final CodeExchange exchange;
  private final ReservedScopes reserved;
  private final ClaimsParameter claims;
  private final RandomSource random;
  private final boolean isPublic;

  /**
   * Puts the use case together.
   *
   * @param audiences the authorities of the application
   * @param lookup finds where people sign in
   * @param pushed where requests are left before
   * @param exchange redeems codes
   * @param reserved the scopes that the library adds
   * @param claims writes what claims are asked for
   * @param random makes state, nonce and verifier
   * @param isPublic whether the client is one that can keep no secret
   */
  public AuthCodeFlow(
      UserAudiences audiences,
      AuthorityLookup lookup,
      PushedAuthorizationEndpoint pushed,
      CodeExchange exchange,
      ReservedScopes reserved,
      ClaimsParameter claims,
      RandomSource random,
      boolean isPublic) {
    this.audiences = Objects.requireNonNull(audiences, "audiences");
    this.lookup = Objects.requireNonNull(lookup, "lookup");
    this.pushed = Objects.requireNonNull(pushed, "pushed authorization endpoint");
    this.exchange = Objects.requireNonNull(exchange, "exchange");
    this.reserved = Objects.requireNonNull(reserved, "reserved scopes");
    this.claims = Objects.requireNonNull(claims, "claims parameter");
    this.random = Objects.requireNonNull(random, "random");
    this.isPublic = isPublic;
  }

  /**
   * Begins a flow.
   *
   * @param request what is asked for
   * @param cancellation ends the wait for the authority's metadata
   * @return the flow
   */
  public PendingAuthCodeFlow begin(AuthCodeFlowRequest request, Cancellation cancellation) {
    if (request.authorization().isInstanceAware() && !isPublic) {
      throw new IllegalArgumentException(
          "instance aware sign-in is for public clients: the credential of this one is known to its"
              + " own cloud only");
    }
    UserAudience audience = audiences.of(request.options());
    // First, so that nothing is sent for a scheme that cannot be had.
    KeyBinding binding = audience.binding(request.options());
    Conversation conversation =
        lookup.converse(request.options().correlationId().orElse(null), cancellation);
    Endpoints endpoints = lookup.endpoints(audience.authority(), conversation);
    SavedFlow flow =
        new SavedFlow(
            audience.clientId(),
            request.authority(audience.authority()),
            AuthorizationAddress.consented(
                reserved.addedTo(request.scopes()), request.authorization().extraScopesToConsent()),
            endpoints.issuer(),
            endpoints.signIn().namesIssuer(),
            request.authorization().state().orElseGet(() -> randomText()),
            Secret.of(randomText()),
            Secret.of(randomText()),
            binding == null ? null : binding.tokenType(),
            binding == null || binding.authorizationParameters().isEmpty()
                ? null
                : binding.keyId());
    AuthorizationAddress address = address(flow, endpoints, binding);
    return PendingAuthCodeFlow.of(
        request.authorization().isPushed()
            ? address.pushedUri(pushed, flow.clientId(), conversation)
            : address.uri(),
        flow.state(),
        flow.text());
  }

  private String randomText() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random.bytes(RANDOM_BYTES));
  }

  private AuthorizationAddress address(
      SavedFlow flow, Endpoints endpoints, @Nullable KeyBinding binding) {
    AuthCodeFlowRequest request = flow.request();
    AuthorizationOptions options = request.authorization();
    AuthorizationAddress address =
        new AuthorizationAddress(endpoints, flow.clientId(), "code")
            .say("scope", flow.consented().text())
            .say("state", flow.state())
            .say("nonce", IdTokenExpectation.hashOf(flow.nonce().reveal()))
            .say("code_challenge", PkceChallenge.of(flow.codeVerifier()))
            .say("code_challenge_method", "S256");
    request.resource().ifPresent(it -> address.say("resource", it.toString()));
    return address
        .sayAll(options)
        .sayKey(binding)
        .sayClaims(claims.of(request.options()))
        .sayRouting(options);
  }

  /**
   * Completes a flow. What is wrong with flow or answer is found before anything is sent.
   *
   * @param completion flow and answer
   * @param cancellation ends the caller's wait; what was sent is kept all the same
   * @return the tokens
   */
  public TokenResult complete(AuthCodeCompletion completion, Cancellation cancellation) {
    SavedFlow flow =
        SavedFlow.restored(
            completion
                .saved()
                .orElseThrow(
                    () ->
                        new AuthResponseException(
                            "there is no flow to complete: none was begun in this session, or it"
                                + " was completed before; ignore the answer, and begin a new"
                                + " flow")));
    AuthResponse response = completion.response();
    AnswerCheck check = new AnswerCheck(flow);
    check.requireState(response.state().orElse(null));
    Scopes requested = requested(flow, completion);
    Secret code = check.code(response);
    return exchange.redeem(terms(flow, requested, code, response, completion), cancellation);
  }

  private Scopes requested(SavedFlow flow, AuthCodeCompletion completion) {
    Scopes own = flow.request().scopes();
    Scopes given = completion.scopes().orElse(own);
    if (!flow.consented().covers(given, flow.authority().scopeMatching())) {
      throw new IllegalArgumentException(
          "scopes ["
              + given
              + "] are not among those that the flow was begun with: ["
              + flow.consented()
              + "]");
    }
    return given;
  }

  private CodeExchange.Terms terms(
      SavedFlow flow,
      Scopes requested,
      Secret code,
      AuthResponse response,
      AuthCodeCompletion completion) {
    AuthCodeFlowRequest request = flow.request();
    AuthorizationOptions options = request.authorization();
    UserAudience audience = audiences.of(request.authority(answering(flow, response)).options());
    if (!audience.clientId().equals(flow.clientId())) {
      throw new AuthResponseException(
          "the flow was begun by another client, "
              + flow.clientId()
              + "; complete it with that one");
    }
    CallOptions said = completion.addedTo(request.options());
    audience.binding(said, flow.tokenType(), flow.keyId());
    return new CodeExchange.Terms(
        audience,
        new AuthorizationCodeGrant(
            code,
            options.redirectUri().orElse(null),
            flow.codeVerifier(),
            reserved.addedTo(requested),
            options.wantsSpaCode()),
        requested,
        said,
        mailbox(flow, response),
        usual -> {
          IdTokenExpectation bound = usual.hashedNonce(flow.nonce().reveal());
          return options.maxAge().map(bound::maxAge).orElse(bound);
        },
        options.maxAge().isPresent());
  }

  // Only hosts that are known to be Entra's: the answer comes through the browser.
  private static Authority answering(SavedFlow flow, AuthResponse response) {
    Authority asked = flow.authority();
    if (!flow.request().authorization().isInstanceAware()) {
      return asked;
    }
    return response
        .cloudInstanceHostName()
        .map(
            host -> {
              String lower = host.toLowerCase(Locale.ROOT);
              if (Cloud.ofHost(lower).filter(it -> it.hosts().contains(lower)).isEmpty()) {
                throw new AuthResponseException(
                    "the answer names a cloud whose host is not known; ignore it");
              }
              return Authority.parse("https://" + lower + asked.uri().getRawPath());
            })
        .orElse(asked);
  }

  // A hint for routing and nothing else, so that an odd one is only left out.
  private static @Nullable String mailbox(SavedFlow flow, AuthResponse response) {
    if (flow.authority() instanceof OidcAuthority) {
      return null;
    }
    try {
      return response
          .clientInfo()
          .flatMap(ClientInfo::parse)
          .map(it -> "Oid:" + it.uid() + "@" + it.utid())
          .orElse(null);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
