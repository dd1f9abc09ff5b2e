package dev.latchkey.application.accounts;

import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import java.util.Objects;

/** Forgets the tokens that an application got for itself, in every tenant of its environment. */
public final class RemoveAppTokens {

  private final ClientId clientId;
  private final Environment environment;
  private final PartitionedCache cache;

  /**
   * Puts the use case together.
   *
   * @param clientId the application
   * @param environment the authority's environment
   * @param cache what forgets
   */
  public RemoveAppTokens(ClientId clientId, Environment environment, PartitionedCache cache) {
    this.clientId = Objects.requireNonNull(clientId, "client id");
    this.environment = Objects.requireNonNull(environment, "environment");
    this.cache = Objects.requireNonNull(cache, "cache");
  }

  /**
   * Forgets them. Tokens of people and of other applications stay.
   *
   * @return how many there were
   */
  public int remove() {
    return cache.remove(
        key ->
            key instanceof PartitionKey.App app
                && app.clientId().equals(clientId)
                && app.environment().equals(environment));
  }
}
