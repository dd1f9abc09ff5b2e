package dev.latchkey.application.managedidentity;

import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.application.cache.Shelf;
import dev.latchkey.application.request.ResourceRequest;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.cache.TokenQuery;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.ScopeMatching;
import dev.latchkey.spi.identity.ManagedIdentityId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** One identity of the host: how it is asked for, and where its tokens are kept. */
public final class HostIdentity {

  // The names that the libraries of the family keep such tokens under.
  private static final String SYSTEM = "SYSTEM_ASSIGNED_MANAGED_IDENTITY";
  private static final Environment ENVIRONMENT = new Environment("localhost");
  private static final Realm REALM = new Realm("managed_identity");

  private final ManagedIdentityId id;
  private final List<String> capabilities;
  private final PartitionKey.App partition;
  private final Shelf shelf;

  /**
   * Names the identity.
   *
   * @param id which one
   * @param capabilities what the client can do, for hosts that want to know
   * @param cache keeps its tokens
   */
  public HostIdentity(ManagedIdentityId id, List<String> capabilities, PartitionedCache cache) {
    this.id = Objects.requireNonNull(id, "identity");
    this.capabilities = List.copyOf(capabilities);
    this.partition = new PartitionKey.App(keptAs(id), ENVIRONMENT, REALM);
    this.shelf = cache.shelf(partition);
  }

  private static ClientId keptAs(ManagedIdentityId id) {
    String name = id.value().isEmpty() ? SYSTEM : id.value();
    boolean isPlain = name.chars().allMatch(c -> c > ' ' && c < 0x7f);
    // Names of resource groups may have letters of any alphabet.
    return new ClientId(isPlain ? name : URLEncoder.encode(name, StandardCharsets.UTF_8));
  }

  ManagedIdentityId id() {
    return id;
  }

  List<String> capabilities() {
    return capabilities;
  }

  PartitionKey.App partition() {
    return partition;
  }

  Shelf shelf() {
    return shelf;
  }

  TokenQuery query(ResourceRequest request) {
    return TokenQuery.forApp(partition, request.scopes(), ScopeMatching.EXACT);
  }
}
