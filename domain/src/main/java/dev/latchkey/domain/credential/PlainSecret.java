package dev.latchkey.domain.credential;

/** A secret as it is: whoever reveals it gets the same text each time. */
final class PlainSecret extends Secret {

  private final String value;

  PlainSecret(String value) {
    this.value = value;
  }

  @Override
  public String reveal() {
    return value;
  }

  @Override
  public Secret packed() {
    Secret packed = PackedSecret.packing(value);
    return packed == null ? this : packed;
  }

  @Override
  public int length() {
    return value.length();
  }
}
