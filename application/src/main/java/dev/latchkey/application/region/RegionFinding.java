package dev.latchkey.application.region;

import dev.latchkey.domain.authority.RegionName;
import dev.latchkey.domain.token.RegionUse;
import org.jspecify.annotations.Nullable;

/**
 * A region, or why there is none.
 *
 * @param source who named it
 * @param region the region, or null for none
 * @param reason why there is none; empty if there is one
 */
record RegionFinding(RegionUse.Source source, @Nullable RegionName region, String reason) {

  static RegionFinding of(RegionUse.Source source, RegionName region) {
    return new RegionFinding(source, region, "");
  }

  static RegionFinding none(String reason) {
    return new RegionFinding(RegionUse.Source.NOBODY, null, reason);
  }
}
