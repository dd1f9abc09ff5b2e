package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The applications that a sandbox knows. Safe for use by several threads, also while requests are
 * being served.
 *
 * @since 0.1
 */
public final class SandboxApplications {

  private final Map<String, SandboxApplication> byId = new ConcurrentHashMap<>();

  SandboxApplications(Collection<SandboxApplication> first) {
    first.forEach(this::add);
  }

  /**
   * Registers an application, in place of the one that had its id.
   *
   * @param application from now on known
   * @since 0.1
   */
  public void add(SandboxApplication application) {
    requireNonNull(application, "application");
    byId.put(application.clientId(), application);
  }

  /**
   * Changes an application between two requests, as when its certificate is rolled over: {@code
   * change("app", it -> it.clearKeys().certificate(next))}.
   *
   * @param clientId of the application
   * @param settings applied to a builder that has all that the application has
   * @throws IllegalArgumentException if it is not known
   * @since 0.1
   */
  public void change(String clientId, UnaryOperator<SandboxApplication.Builder> settings) {
    SandboxApplication changed =
        byId.computeIfPresent(
            requireNonNull(clientId, "clientId"),
            (id, application) -> settings.apply(application.toBuilder()).build());
    if (changed == null) {
      throw new IllegalArgumentException("no application " + clientId + " is registered");
    }
  }

  /**
   * Forgets an application; does nothing if it is not known.
   *
   * @param clientId of the application
   * @since 0.1
   */
  public void remove(String clientId) {
    byId.remove(requireNonNull(clientId, "clientId"));
  }

  /**
   * Looks an application up.
   *
   * @param clientId of the application
   * @return the application, or empty if it is not known
   * @since 0.1
   */
  public Optional<SandboxApplication> find(String clientId) {
    return Optional.ofNullable(byId.get(requireNonNull(clientId, "clientId")));
  }

  /**
   * Lists all applications.
   *
   * @return a copy, in no particular order
   * @since 0.1
   */
  public List<SandboxApplication> all() {
    return List.copyOf(byId.values());
  }
}
