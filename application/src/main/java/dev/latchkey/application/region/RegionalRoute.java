package dev.latchkey.application.region;

import dev.latchkey.application.protocol.Endpoints;
import dev.latchkey.domain.token.RegionUse;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoints an application's own token is asked from.
 *
 * @param endpoints the endpoints
 * @param use what became of the wish for a region, or null if there was none
 */
public record RegionalRoute(Endpoints endpoints, @Nullable RegionUse use) {

  /** {@return whether it leads to a region} */
  public boolean isRegional() {
    return use != null && use.isRegional();
  }
}
