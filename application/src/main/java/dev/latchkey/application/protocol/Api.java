package dev.latchkey.application.protocol;

import dev.latchkey.domain.token.RefreshReason;

/** What an application asked for, as Entra counts it. */
public enum Api {
  /** A token of a person who has signed in. */
  SILENT(84),
  /** Import of a refresh token. */
  REFRESH_TOKEN(85),
  /** Sign-in at this machine. */
  INTERACTIVE(169),
  /** Sign-in with a password. */
  PASSWORD(301),
  /** A token on behalf of somebody. */
  ON_BEHALF_OF(523),
  /** Sign-in on another device. */
  DEVICE_CODE(622),
  /** A token of the application itself. */
  CLIENT_CREDENTIALS(730),
  /** Redemption of a code. */
  AUTHORIZATION_CODE(832),
  /** Nothing that is counted. */
  NONE(0);

  private final int id;

  Api(int id) {
    this.id = id;
  }

  int id() {
    return id;
  }

  static int cacheRefresh(RefreshReason reason) {
    return switch (reason) {
      case NOT_APPLICABLE -> 0;
      case FORCED -> 1;
      case NO_TOKEN -> 2;
      case EXPIRED -> 3;
      case PROACTIVE -> 4;
    };
  }
}
