package dev.latchkey.cli.doctor;

import dev.latchkey.spi.Provider;
import dev.latchkey.spi.SpiLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The adapters of one kind on the path.
 *
 * @param <P> the kind
 * @param usable sorted by name
 * @param broken why the others cannot be used
 */
public record Adapters<P extends Provider>(List<P> usable, List<String> broken) {

  /** Copies the lists. */
  public Adapters {
    usable = List.copyOf(usable);
    broken = List.copyOf(broken);
  }

  /**
   * Looks for them.
   *
   * @param <P> the kind
   * @param loader made by the caller, since a module names what it uses
   * @return those that are found now
   */
  public static <P extends Provider> Adapters<P> in(ServiceLoader<P> loader) {
    List<P> usable = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    Iterator<P> each = loader.iterator();
    boolean more = true;
    while (more) {
      try {
        more = each.hasNext();
        if (more) {
          sort(each.next(), usable, broken);
        }
      } catch (ServiceConfigurationError | LinkageError e) {
        // One broken jar does not hide the good ones.
        broken.add(String.valueOf(e.getMessage()));
      }
    }
    usable.sort(Comparator.comparing(Provider::name));
    return new Adapters<>(usable, broken);
  }

  private static <P extends Provider> void sort(P provider, List<P> usable, List<String> broken) {
    if (provider.spiLevel() > SpiLevel.CURRENT) {
      broken.add(provider.name() + " is built for newer ports than this library has");
    } else {
      usable.add(provider);
    }
  }

  List<String> names() {
    return usable.stream().map(Provider::name).toList();
  }
}
