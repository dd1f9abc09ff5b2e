package dev.latchkey.application.managedidentity;

import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.CredentialUnavailableException;
import dev.latchkey.spi.identity.ManagedIdentityBackend;
import dev.latchkey.spi.identity.Presence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out which kind of host this is. Nothing is sent. */
public final class FindHost {

  private final List<ManagedIdentityBackend> backends;
  private final @Nullable String name;

  /**
   * Looks at back ends.
   *
   * @param backends in the order in which they are tried
   * @param name the only one to use, or null to look for one
   */
  public FindHost(List<ManagedIdentityBackend> backends, @Nullable String name) {
    this.backends = List.copyOf(backends);
    this.name = name;
  }

  /**
   * Finds the host; environment and files are looked at anew each time.
   *
   * @return the first that is present
   * @throws CredentialUnavailableException if none is, or the named one is not
   * @throws ConfigurationException if the one that is may be used by name only, or there is none of
   *     the given name
   */
  public FoundHost find() {
    return name == null ? search() : named(name);
  }

  private FoundHost named(String wanted) {
    ManagedIdentityBackend backend =
        backends.stream()
            .filter(it -> it.name().equals(wanted))
            .findFirst()
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "no back end of managed identity is called "
                            + wanted
                            + "; there are: "
                            + String.join(", ", backends.stream().map(it -> it.name()).toList())));
    Presence presence = backend.presence();
    if (!presence.here()) {
      throw new CredentialUnavailableException(
          "managed identity by " + wanted + " is not available: " + presence.reason());
    }
    return new FoundHost(backend, presence.reason(), List.of());
  }

  private FoundHost search() {
    List<String> missed = new ArrayList<>();
    for (ManagedIdentityBackend backend : backends) {
      Presence presence = backend.presence();
      if (presence.here()) {
        backend.onlyByName().ifPresent(FindHost::refuse);
        return new FoundHost(backend, presence.reason(), missed);
      }
      missed.add(backend.name() + " (" + presence.reason() + ")");
    }
    throw new CredentialUnavailableException(
        "managed identity is not available; looked for " + String.join(", ", missed));
  }

  private static void refuse(String why) {
    throw new ConfigurationException(why);
  }
}
