package dev.latchkey.application.cache;

import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.spi.cache.StoreKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Names partitions for stores, which learn neither users nor tenants by it. */
final class StoreKeys {

  private StoreKeys() {}

  static StoreKey of(PartitionKey partition) {
    if (partition instanceof PartitionKey.User user) {
      return hash("user", user.homeAccountId().value());
    }
    if (partition instanceof PartitionKey.App app) {
      return hash("app", app.clientId().value(), app.environment().value(), app.realm().value());
    }
    if (partition instanceof PartitionKey.Obo session) {
      return hash("session", session.clientId().value(), session.sessionKey());
    }
    throw new AssertionError(partition.getClass());
  }

  // Each part after its length, so that no two partitions have one name.
  private static StoreKey hash(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return new StoreKey(Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }
}
