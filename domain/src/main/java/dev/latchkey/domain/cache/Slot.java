package dev.latchkey.domain.cache;

import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.Realm;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where an access token lies in its partition: everything an exact match compares. */
final class Slot {

  private final ClientId clientId;
  private final Environment environment;
  private final Realm realm;
  private final String scopeKey;
  private final @Nullable String keyId;

  Slot(
      ClientId clientId,
      Environment environment,
      Realm realm,
      String scopeKey,
      @Nullable String keyId) {
    this.clientId = clientId;
    this.environment = environment;
    this.realm = realm;
    this.scopeKey = scopeKey;
    this.keyId = keyId;
  }

  Slot withScopeKey(String other) {
    return new Slot(clientId, environment, realm, other, keyId);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Slot that
        && scopeKey.equals(that.scopeKey)
        && clientId.equals(that.clientId)
        && realm.equals(that.realm)
        && environment.equals(that.environment)
        && Objects.equals(keyId, that.keyId);
  }

  // Within a partition scopes and realm tell entries apart; the rest is equal nearly always.
  @Override
  public int hashCode() {
    return 31 * scopeKey.hashCode() + realm.value().hashCode();
  }
}
