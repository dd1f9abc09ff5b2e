package dev.latchkey.domain.cache;

import dev.latchkey.domain.token.Scopes;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a stored entry of a token cache tells about itself without its secret, for those who look
 * after a cache. Texts are empty where the entry has nothing of the kind.
 *
 * @param kind what it is
 * @param state what it is worth
 * @param homeAccountId whose it is; empty for the application's own
 * @param username the name of the person, of an account
 * @param environment the authority's environment
 * @param realm the tenant
 * @param clientId the application
 * @param familyId the family of applications that shares a refresh token
 * @param target the scopes of an access token
 * @param cachedAt when it came, or null if that is not told
 * @param expiresAt when it ends, or null if that is not told
 * @since 0.1
 */
public record EntryFacts(
    Kind kind,
    State state,
    String homeAccountId,
    String username,
    String environment,
    String realm,
    String clientId,
    String familyId,
    Scopes target,
    @Nullable Instant cachedAt,
    @Nullable Instant expiresAt) {

  /**
   * Checks that everything but the times is there.
   *
   * @param kind what it is
   * @param state what it is worth
   * @param homeAccountId whose it is; empty for the application's own
   * @param username the name of the person, of an account
   * @param environment the authority's environment
   * @param realm the tenant
   * @param clientId the application
   * @param familyId the family of applications that shares a refresh token
   * @param target the scopes of an access token
   * @param cachedAt when it came, or null if that is not told
   * @param expiresAt when it ends, or null if that is not told
   */
  public EntryFacts {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(homeAccountId, "home account id");
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(environment, "environment");
    Objects.requireNonNull(realm, "realm");
    Objects.requireNonNull(clientId, "client id");
    Objects.requireNonNull(familyId, "family id");
    Objects.requireNonNull(target, "target");
  }

  /**
   * Describes something that is kept and not understood.
   *
   * @return facts that say no more than that
   */
  public static EntryFacts unknown() {
    return new EntryFacts(
        Kind.OTHER, State.UNKNOWN, "", "", "", "", "", "", Scopes.none(), null, null);
  }

  /** {@return kind and state: the rest names people} */
  @Override
  public String toString() {
    return "EntryFacts[kind=" + kind + ", state=" + state + "]";
  }

  /**
   * What an entry is.
   *
   * @since 0.1
   */
  public enum Kind {
    /** An access token. */
    ACCESS_TOKEN,
    /** A refresh token. */
    REFRESH_TOKEN,
    /** An ID token. */
    ID_TOKEN,
    /** A person. */
    ACCOUNT,
    /** What is known of an application. */
    APP_METADATA,
    /** Something that another product, or a newer version of this one, keeps. */
    OTHER
  }

  /**
   * What an entry is worth.
   *
   * @since 0.1
   */
  public enum State {
    /** It can be used. */
    USABLE,
    /** Past its end; resources accept it all the same while its issuer has an outage. */
    EXTENDED,
    /** Past its end. */
    EXPIRED,
    /** A person or an ID token without any token that it belongs to. */
    ORPHANED,
    /** It is not understood, and left alone. */
    UNKNOWN
  }
}
