package dev.latchkey.application.user;

import dev.latchkey.application.request.CallOptions;
import dev.latchkey.application.scheme.BoundKeys;
import dev.latchkey.application.scheme.KeyBinding;
import dev.latchkey.domain.authority.AdfsAuthority;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.cache.TokenQuery;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenType;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One application at one authority, where people sign in to it. Made once, not once a call. */
public final class UserAudience {

  private final ClientId clientId;
  private final Authority authority;
  private final Environment environment;
  private final Realm realm;
  private final @Nullable Supplier<BoundKeys> keys;

  UserAudience(
      ClientId clientId,
      Authority authority,
      Environment environment,
      Realm realm,
      @Nullable Supplier<BoundKeys> keys) {
    this.clientId = Objects.requireNonNull(clientId, "client id");
    this.authority = authority;
    this.environment = environment;
    this.realm = realm;
    this.keys = keys;
  }

  /** {@return the application} */
  public ClientId clientId() {
    return clientId;
  }

  /** {@return who issues its tokens} */
  public Authority authority() {
    return authority;
  }

  /** {@return where they are kept} */
  public Environment environment() {
    return environment;
  }

  /** {@return the tenant as it was configured} */
  public Realm realm() {
    return realm;
  }

  /**
   * Asks the cache for a token of this audience.
   *
   * @param scopes the scopes wanted
   * @param options what sets it apart
   * @return the query
   */
  public TokenQuery query(Scopes scopes, CallOptions options) {
    TokenQuery query =
        TokenQuery.forUser(clientId, environment, realm, scopes, authority.scopeMatching());
    // Asked for twice, so that a request without one makes no lambda.
    if (options.extendedKey().isPresent()) {
      query = query.setApart(options.extendedKey().get());
    }
    KeyBinding key = binding(options);
    return key == null ? query : query.boundTo(key.tokenType(), key);
  }

  /**
   * Finds the key that a token is to be bound to.
   *
   * @param options what the caller asks for
   * @return the key as it is now, or null for a bearer token
   */
  public @Nullable KeyBinding binding(CallOptions options) {
    return options.authScheme().isPresent() && keys != null
        ? keys.get().of(options.authScheme().get(), authority, null)
        : null;
  }

  /**
   * Finds the key for a flow that was begun before, perhaps by another process. Without the scheme
   * it was begun with the token would be anybody's.
   *
   * @param options what is said to complete it
   * @param type the type of token that it was begun for, or null if no key was asked for
   * @param keyId the key that it was begun with, or null if it was not named to the authority
   * @return the key as it is now, or null for a bearer token
   * @throws IllegalArgumentException if that is another type or key
   */
  public @Nullable KeyBinding binding(
      CallOptions options, @Nullable TokenType type, @Nullable String keyId) {
    KeyBinding key = binding(options);
    if (type != null && (key == null || !key.tokenType().equals(type))) {
      throw new IllegalArgumentException(
          "auth scheme is missing or another: the flow was begun for a token of type "
              + type
              + " that is bound to a key; give the scheme it was begun with");
    }
    if (keyId != null && key != null && !key.keyId().equals(keyId)) {
      throw new IllegalArgumentException(
          "auth scheme has another key than "
              + keyId
              + ", which the flow was begun with; complete it with the same client, or keep the key"
              + " and give it as a KeySource");
    }
    return key;
  }

  /**
   * Names the person to Entra, which then answers from where the person's data lie.
   *
   * @param person who
   * @return the hint; null where the authority has no such thing
   */
  public @Nullable String mailbox(HomeAccountId person) {
    String id = person.value();
    int dot = id.lastIndexOf('.');
    return dot < 0 || !hasTenants()
        ? null
        : "Oid:" + id.substring(0, dot) + "@" + id.substring(dot + 1);
  }

  boolean hasTenants() {
    return !(authority instanceof OidcAuthority) && !(authority instanceof AdfsAuthority);
  }

  /** {@return authority and application} */
  @Override
  public String toString() {
    return "UserAudience[" + authority + ", " + clientId + "]";
  }
}
