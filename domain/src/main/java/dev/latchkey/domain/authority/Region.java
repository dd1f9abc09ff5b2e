package dev.latchkey.domain.authority;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether an application gets its own tokens from an Azure region, and from which (Entra; a legacy
 * feature for first-party applications). Immutable.
 *
 * @since 0.1
 */
public final class Region {

  private static final Region NEVER = new Region(null, false);
  private static final Region AUTOMATIC = new Region(null, true);

  private final @Nullable RegionName name;
  private final boolean automatic;

  private Region(@Nullable RegionName name, boolean automatic) {
    this.name = name;
    this.automatic = automatic;
  }

  /**
   * Names the region. Nobody is asked where the application runs.
   *
   * @param name such as {@code westus2} or {@code West US 2}
   * @return the choice
   * @throws IllegalArgumentException if it is no name of a region
   */
  public static Region named(String name) {
    return new Region(new RegionName(Objects.requireNonNull(name, "region")), false);
  }

  /**
   * {@return the choice of the region that the application runs in, as the variable {@code
   * REGION_NAME} or the machine's metadata service tells; none outside Azure, where asking may take
   * two seconds}
   */
  public static Region automatic() {
    return AUTOMATIC;
  }

  /** {@return the choice of no region, whatever {@code MSAL_FORCE_REGION} says} */
  public static Region never() {
    return NEVER;
  }

  /** {@return the name, if one was given} */
  public Optional<RegionName> name() {
    return Optional.ofNullable(name);
  }

  /** {@return whether the region has to be found out} */
  public boolean isAutomatic() {
    return automatic;
  }

  /** {@return whether this is the same choice} */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Region that
        && automatic == that.automatic
        && Objects.equals(name, that.name);
  }

  /** {@return a hash of the choice} */
  @Override
  public int hashCode() {
    return Objects.hash(name, automatic);
  }

  /** {@return the name, {@code automatic} or {@code never}} */
  @Override
  public String toString() {
    return name != null ? name.value() : automatic ? "automatic" : "never";
  }
}
