package dev.latchkey.application.wstrust;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Who checks a user's password (Entra).
 *
 * @param kind who it is
 * @param metadata where the federation server describes itself, or null
 * @param endpoint where it takes passwords if it does not describe itself, or null
 * @param audience whom its assertions have to be for
 */
record UserRealm(
    Kind kind, @Nullable URI metadata, @Nullable WsTrustEndpoint endpoint, String audience) {

  /** Whom Entra asks to check a password. */
  enum Kind {
    /** Entra itself. */
    MANAGED,
    /** The organization's own federation server. */
    FEDERATED,
    /** Entra does not know the user, or not yet. */
    UNKNOWN
  }
}
