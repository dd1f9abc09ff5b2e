package dev.latchkey.client.internal;

import dev.latchkey.spi.identity.ChainLink;
import dev.latchkey.spi.identity.ManagedIdentityId;
import dev.latchkey.spi.system.FileReader;
import dev.latchkey.spi.system.ProcessRunner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the builder of a chain collects beside what all collect.
 *
 * @param names which links, in which order; null for the usual ones
 * @param own the application's own links
 * @param people links that ask a person, by the application's public client
 * @param developers whether developer tools may be asked
 * @param identity which of the host's identities; null for the one that the environment names
 * @param tenants other tenants that a request may name
 * @param subscription whose account the Azure CLI is to use, or null
 * @param processes runs child processes; null to look for an adapter
 * @param files where Azure Arc leaves its keys
 */
public record ChainOptions(
    @Nullable List<String> names,
    List<ChainLink> own,
    List<ChainLink> people,
    boolean developers,
    @Nullable ManagedIdentityId identity,
    List<String> tenants,
    @Nullable String subscription,
    @Nullable ProcessRunner processes,
    FileReader files) {

  /**
   * Copies the lists.
   *
   * @param names which links, in which order; null for the usual ones
   * @param own the application's own links
   * @param people links that ask a person, by the application's public client
   * @param developers whether developer tools may be asked
   * @param identity which of the host's identities; null for the one that the environment names
   * @param tenants other tenants that a request may name
   * @param subscription whose account the Azure CLI is to use, or null
   * @param processes runs child processes; null to look for an adapter
   * @param files where Azure Arc leaves its keys
   */
  public ChainOptions {
    names = names == null ? null : List.copyOf(names);
    own = List.copyOf(own);
    people = List.copyOf(people);
    tenants = List.copyOf(tenants);
  }
}
