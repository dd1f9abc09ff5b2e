package dev.latchkey.domain.id;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person, the same in every tenant: {@code uid.utid} for Entra, else made from subject and
 * issuer. Immutable.
 *
 * @since 0.1
 */
public final class HomeAccountId {

  // Null where it is two GUIDs with a dot between, as Entra's are: a hundred thousand people have
  // one each, and numbers take a third of the room and are compared without a look at any text.
  private final @Nullable String text;
  private final long uidHigh;
  private final long uidLow;
  private final long utidHigh;
  private final long utidLow;

  /**
   * Checks the identifier.
   *
   * @param value the identifier, verbatim
   * @throws IllegalArgumentException if it is empty or has blanks
   */
  public HomeAccountId(String value) {
    Objects.requireNonNull(value, "home account id");
    Guid uid = Guid.at(0, value);
    Guid utid = Guid.at(Guid.LENGTH + 1, value);
    if (uid != null
        && utid != null
        && value.charAt(Guid.LENGTH) == '.'
        && value.length() == 2 * Guid.LENGTH + 1) {
      this.text = null;
      this.uidHigh = uid.high();
      this.uidLow = uid.low();
      this.utidHigh = utid.high();
      this.utidLow = utid.low();
    } else {
      SafeText.require("home account id", value, 2_048);
      this.text = value;
      this.uidHigh = 0;
      this.uidLow = 0;
      this.utidHigh = 0;
      this.utidLow = 0;
    }
  }

  /** {@return the identifier, verbatim} */
  public String value() {
    return text == null ? new Guid(uidHigh, uidLow) + "." + home() : text;
  }

  private Guid home() {
    return new Guid(utidHigh, utidLow);
  }

  /**
   * Tells whether a tenant is the one that the person belongs to (Entra).
   *
   * @param realm the tenant
   * @return whether the identifier ends in it
   */
  public boolean isAtHomeIn(Realm realm) {
    String tenant = realm.value();
    if (text == null) {
      return tenant.length() == Guid.LENGTH && tenant.equalsIgnoreCase(home().toString());
    }
    int dot = text.length() - tenant.length() - 1;
    return dot > 0
        && text.charAt(dot) == '.'
        && text.regionMatches(true, dot + 1, tenant, 0, tenant.length());
  }

  /** {@return whether the other is the same identifier, to the letter} */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof HomeAccountId that
            && uidHigh == that.uidHigh
            && uidLow == that.uidLow
            && utidHigh == that.utidHigh
            && utidLow == that.utidLow
            && Objects.equals(text, that.text);
  }

  /** {@return a hash of the identifier} */
  @Override
  public int hashCode() {
    return text == null
        ? Long.hashCode(((uidHigh * 31 + uidLow) * 31 + utidHigh) * 31 + utidLow)
        : text.hashCode();
  }

  /** {@return the identifier} */
  @Override
  public String toString() {
    return value();
  }
}
