package dev.latchkey.domain.token;

import dev.latchkey.domain.authority.RegionName;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of the wish for a token from an Azure region (Entra). Immutable.
 *
 * @since 0.1
 */
public final class RegionUse {

  private final Source source;
  private final @Nullable RegionName region;
  private final @Nullable String fallbackReason;

  private RegionUse(Source source, @Nullable RegionName region, @Nullable String fallbackReason) {
    this.source = Objects.requireNonNull(source, "source");
    this.region = region;
    this.fallbackReason = fallbackReason;
  }

  /**
   * The region answered.
   *
   * @param source who named it
   * @param region the region
   * @return what became of the wish
   */
  public static RegionUse answered(Source source, RegionName region) {
    return new RegionUse(source, Objects.requireNonNull(region, "region"), null);
  }

  /**
   * The cloud's global host answered in place of a region.
   *
   * @param source who named the region; {@link Source#NOBODY} if none was found
   * @param region the region, or null if none was found
   * @param reason why, for people
   * @return what became of the wish
   */
  public static RegionUse fellBack(Source source, @Nullable RegionName region, String reason) {
    return new RegionUse(source, region, Objects.requireNonNull(reason, "reason"));
  }

  /** {@return who named the region} */
  public Source source() {
    return source;
  }

  /** {@return the region that was wanted; empty if none was found} */
  public Optional<RegionName> region() {
    return Optional.ofNullable(region);
  }

  /** {@return whether the region answered, and not the cloud's global host} */
  public boolean isRegional() {
    return fallbackReason == null;
  }

  /** {@return why the global host answered instead; empty if the region did} */
  public Optional<String> fallbackReason() {
    return Optional.ofNullable(fallbackReason);
  }

  /** {@return region, source and reason} */
  @Override
  public String toString() {
    return "RegionUse["
        + region
        + ", source="
        + source
        + (fallbackReason == null ? "" : ", fell back: " + fallbackReason)
        + "]";
  }

  /**
   * Who named the region.
   *
   * @since 0.1
   */
  public enum Source {
    /** The application. */
    APPLICATION,
    /** The variable {@code MSAL_FORCE_REGION}. */
    FORCED,
    /** The variable {@code REGION_NAME}, as Azure Functions and App Service set it. */
    ENVIRONMENT,
    /** The machine's metadata service. */
    METADATA_SERVICE,
    /** Nobody did. */
    NOBODY
  }
}
