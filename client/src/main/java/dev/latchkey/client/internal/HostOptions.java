package dev.latchkey.client.internal;

import dev.latchkey.spi.identity.ManagedIdentityId;
import dev.latchkey.spi.system.EnvironmentReader;
import dev.latchkey.spi.system.FileReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the builder of a managed identity client collects beside what all collect.
 *
 * @param identity which identity
 * @param name the only kind of host to ask, or null to look for one
 * @param capabilities what the application can do
 * @param environment where hosts leave their signs
 * @param files where Azure Arc leaves its keys
 */
public record HostOptions(
    ManagedIdentityId identity,
    @Nullable String name,
    List<String> capabilities,
    EnvironmentReader environment,
    FileReader files) {

  /**
   * Copies the list.
   *
   * @param identity which identity
   * @param name the only kind of host to ask, or null to look for one
   * @param capabilities what the application can do
   * @param environment where hosts leave their signs
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
    return new HostOptions(
        identity, null, List.of(), EnvironmentReader.system(), FileReader.system());
  }

  /**
   * Sets an option.
   *
   * @param value the only kind of host to ask
   * @return a copy with it
   */
  public HostOptions named(String value) {
    return new HostOptions(identity, value, capabilities, environment, files);
  }

  /**
   * Sets an option.
   *
   * @param value what the application can do
   * @return a copy with it
   */
  public HostOptions capable(List<String> value) {
    return new HostOptions(identity, name, value, environment, files);
  }

  /**
   * Sets an option.
   *
   * @param value where hosts leave their signs
   * @return a copy with it
   */
  public HostOptions in(EnvironmentReader value) {
    return new HostOptions(identity, name, capabilities, value, files);
  }

  /**
   * Sets an option.
   *
   * @param value where Azure Arc leaves its keys
   * @return a copy with it
   */
  public HostOptions with(FileReader value) {
    return new HostOptions(identity, name, capabilities, environment, value);
  }
}
