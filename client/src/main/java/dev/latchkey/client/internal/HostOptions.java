package dev.latchkey.client.internal;

import dev.latchkey.spi.identity.ManagedIdentityId;
import dev.latchkey.spi.system.FileReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the builder of a managed identity client collects beside what all collect.
 *
 * @param identity which identity
 * @param name the only kind of host to ask, or null to look for one
 * @param capabilities what the application can do
 * @param files where Azure Arc leaves its keys
 */
public record HostOptions(
    ManagedIdentityId identity,
    @Nullable String name,
    List<String> capabilities,
    FileReader files) {

  /**
   * Copies the list.
   *
   * @param identity which identity
   * @param name the only kind of host to ask, or null to look for one
   * @param capabilities what the application can do
   * @param files where Azure Arc leaves its keys
   */
  public HostOptions {
    capabilities = List.copyOf(capabilities);
  }

  /**
   * Begins with this machine.
   *
   * @param identity which identity
   * @return the options
   */
  public static HostOptions of(ManagedIdentityId identity) {
    return new HostOptions(identity, null, List.of(), FileReader.system());
  }

  /**
   * Sets an option.
   *
   * @param value the only kind of host to ask
   * @return a copy with it
   */
  public HostOptions named(String value) {
    return new HostOptions(identity, value, capabilities, files);
  }

  /**
   * Sets an option.
   *
   * @param value what the application can do
   * @return a copy with it
   */
  public HostOptions capable(List<String> value) {
    return new HostOptions(identity, name, value, files);
  }

  /**
   * Sets an option.
   *
   * @param value where Azure Arc leaves its keys
   * @return a copy with it
   */
  public HostOptions with(FileReader value) {
    return new HostOptions(identity, name, capabilities, value);
  }
}
