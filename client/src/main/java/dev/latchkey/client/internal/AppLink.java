package dev.latchkey.client.internal;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.identity.ChainLink;
import dev.latchkey.spi.identity.ChainRequest;
import dev.latchkey.spi.time.Cancellation;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tokens by a client of an application, which is opened when there is what it needs. */
final class AppLink implements ChainLink {

  private final String name;
  private final Supplier<ConfidentialParts> opener;
  private final UnaryOperator<@Nullable String> tenants;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable ConfidentialParts open;
  private boolean closed;

  /**
   * Describes the link.
   *
   * @param name its name
   * @param opener opens the client, or says that it cannot here
   * @param tenants makes of the tenant that a request names the one that is asked; null for the
   *     client's own
   */
  AppLink(
      String name, Supplier<ConfidentialParts> opener, UnaryOperator<@Nullable String> tenants) {
    this.name = Objects.requireNonNull(name, "name");
    this.opener = Objects.requireNonNull(opener, "opener");
    this.tenants = Objects.requireNonNull(tenants, "tenants");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public TokenResult acquire(ChainRequest request, Cancellation cancellation) {
    ConfidentialParts parts = opened();
    ClientRequest wish = ClientRequest.of(request.scopes().values());
    String tenant = tenants.apply(request.tenant().orElse(null));
    wish = tenant == null ? wish : wish.tenant(tenant);
    wish = request.claims().map(wish::claims).orElse(wish);
    wish = request.correlationId().map(wish::correlationId).orElse(wish);
    return parts.clientCredentials().acquire(wish, cancellation);
  }

  private ConfidentialParts opened() {
    ConfidentialParts known = open;
    if (known != null) {
      return known;
    }
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the chain is closed");
      }
      known = open;
      if (known == null) {
        known = opener.get();
        open = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      ConfidentialParts known = open;
      if (known != null) {
        known.close();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets through what is allowed: a resource that names its tenant must not choose ours. */
  static @Nullable String checkedTenant(
      @Nullable String wanted, AzureVariables variables, List<String> allowed) {
    if (wanted == null
        || wanted.equalsIgnoreCase(variables.tenant())
        || variables.isOneTenantOnly()) {
      return null;
    }
    boolean isAllowed =
        Stream.concat(allowed.stream(), variables.allowedTenants())
            .anyMatch(it -> it.equals("*") || it.equalsIgnoreCase(wanted));
    if (!isAllowed) {
      throw new ConfigurationException(
          "the request names another tenant than AZURE_TENANT_ID; allow it with"
              + " additionallyAllowedTenants(...) or AZURE_ADDITIONALLY_ALLOWED_TENANTS");
    }
    return wanted;
  }
}
