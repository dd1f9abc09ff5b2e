package dev.latchkey.spi;

import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.FailureDetails;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The adapters of one kind that are on the path. A broken one does not hide a good one; one built
 * against newer ports is passed over; among several none is guessed. Immutable once found.
 *
 * @param <P> the kind
 * @since 0.1
 */
public final class Providers<P extends Provider> {

  private final String kind;
  private final String remedy;
  private final List<P> usable = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();
  private @Nullable Throwable firstFailure;

  private Providers(String kind, String remedy) {
    this.kind = kind;
    this.remedy = remedy;
  }

  /**
   * Looks for adapters.
   *
   * @param <P> their kind
   * @param loader finds them; made by the caller, since a module names what it uses
   * @param kind what they are called in messages
   * @param remedy what to do if there is none
   * @return those found
   */
  public static <P extends Provider> Providers<P> in(
      ServiceLoader<P> loader, String kind, String remedy) {
    Providers<P> found = new Providers<>(kind, remedy);
    Iterator<P> each = loader.iterator();
    boolean more = true;
    while (more) {
      more = found.takeNext(each);
    }
    found.usable.sort(Comparator.comparing(Provider::name));
    return found;
  }

  private boolean takeNext(Iterator<P> each) {
    try {
      if (!each.hasNext()) {
        return false;
      }
      P provider = each.next();
      if (provider.spiLevel() > SpiLevel.CURRENT) {
        broken.add(
            provider.name()
                + " needs level "
                + provider.spiLevel()
                + " of the ports, this library has "
                + SpiLevel.CURRENT);
      } else {
        usable.add(provider);
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      broken.add(String.valueOf(e.getMessage()));
      firstFailure = firstFailure == null ? e : firstFailure;
    }
    return true;
  }

  /**
   * Chooses one.
   *
   * @param name the configured name, or null if none was
   * @return the one with that name, else the only one
   * @throws ConfigurationException if there is none, or several and no name
   */
  public P choose(@Nullable String name) {
    if (name != null) {
      return usable.stream()
          .filter(provider -> provider.name().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  failure(
                      "no " + kind + " is called " + name + "; found: " + names() + brokenOnes()));
    }
    if (usable.isEmpty()) {
      throw failure("no " + kind + " found; " + remedy + brokenOnes());
    }
    if (usable.size() > 1) {
      throw failure(
          "several of kind "
              + kind
              + " found: "
              + names()
              + "; name one, or leave only one on the path");
    }
    return usable.get(0);
  }

  /**
   * Takes all, where all are asked.
   *
   * @return those that can be used; not empty
   * @throws ConfigurationException if there is none
   */
  public List<P> all() {
    if (usable.isEmpty()) {
      throw failure("no " + kind + " found; " + remedy + brokenOnes());
    }
    return List.copyOf(usable);
  }

  /** {@return the names of those that can be used, parted by commas; "none" if there are none} */
  public String names() {
    return usable.isEmpty()
        ? "none"
        : String.join(", ", usable.stream().map(Provider::name).toList());
  }

  /** {@return those that can be used, by name} */
  public List<P> usable() {
    return List.copyOf(usable);
  }

  /** {@return why the others cannot be used} */
  public List<String> broken() {
    return List.copyOf(broken);
  }

  private String brokenOnes() {
    return broken.isEmpty() ? "" : "; not usable: " + String.join("; ", broken);
  }

  private ConfigurationException failure(String message) {
    return new ConfigurationException(message, FailureDetails.none(), firstFailure);
  }
}
