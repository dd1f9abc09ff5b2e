package dev.latchkey.sandbox;

import java.util.List;
import java.util.Locale;

/**
 * A path as the Microsoft kinds of authority have them: what names the authority, and what follows.
 *
 * @param shape the kind
 * @param root names the authority: {@code /{tenant}}, {@code /{tenant}/{policy}}, {@code
 *     /tfp/{tenant}/{policy}}, {@code /dstsv2/{tenant}} or {@code /adfs}
 * @param tenant the tenant in it; {@code adfs} for a farm
 * @param rest the segments that follow
 */
record MicrosoftPath(Shape shape, String root, String tenant, List<String> rest) {

  /** The kinds, as far as paths differ. */
  enum Shape {
    ENTRA,
    B2C,
    DSTS,
    ADFS
  }

  static MicrosoftPath of(List<String> segments) {
    String first = segments.get(0).toLowerCase(Locale.ROOT);
    if (first.equals("adfs")) {
      return cut(Shape.ADFS, segments, 1, 0);
    }
    if (first.equals("dstsv2") && segments.size() > 1) {
      return cut(Shape.DSTS, segments, 2, 1);
    }
    if (first.equals("tfp") && segments.size() > 2) {
      return cut(Shape.B2C, segments, 3, 1);
    }
    boolean hasPolicy =
        segments.size() > 1 && segments.get(1).toLowerCase(Locale.ROOT).startsWith("b2c_");
    return hasPolicy ? cut(Shape.B2C, segments, 2, 0) : cut(Shape.ENTRA, segments, 1, 0);
  }

  private static MicrosoftPath cut(Shape shape, List<String> segments, int length, int tenant) {
    return new MicrosoftPath(
        shape,
        "/" + String.join("/", segments.subList(0, length)),
        segments.get(tenant),
        segments.subList(length, segments.size()));
  }

  /** Tells whether it is that of the metadata. */
  boolean isMetadata() {
    return rest.equals(
        shape == Shape.ADFS || shape == Shape.DSTS
            ? List.of(".well-known", "openid-configuration")
            : List.of("v2.0", ".well-known", "openid-configuration"));
  }

  /** Tells whether it is that of an endpoint, such as {@code token}. */
  boolean isEndpoint(String name) {
    return rest.equals(
        shape == Shape.ADFS ? List.of("oauth2", name) : List.of("oauth2", "v2.0", name));
  }

  /** Tells whether it is that of the public keys. */
  boolean isKeys() {
    return rest.equals(List.of("discovery", "v2.0", "keys"));
  }
}
