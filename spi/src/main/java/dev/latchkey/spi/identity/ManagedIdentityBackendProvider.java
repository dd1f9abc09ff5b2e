package dev.latchkey.spi.identity;

import dev.latchkey.spi.Provider;
import java.util.List;

/**
 * Finds back ends of managed identity. All providers are asked, the one of lowest {@link #rank()}
 * first, and of their back ends the first that is present is used.
 *
 * @since 0.1
 */
public interface ManagedIdentityBackendProvider extends Provider {

  /**
   * Opens the adapter.
   *
   * @param context what back ends look at the world through
   * @return the back ends, in the order in which they are to be tried
   */
  List<ManagedIdentityBackend> open(ManagedIdentityContext context);
}
