package dev.latchkey.sandbox;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Knows every realm: those that were registered, and any other with the defaults. */
final class Realms {

  private static final String PREFIX = "realms";

  private final Map<String, SandboxRealm> byName = new TreeMap<>();

  Realms(Collection<SandboxRealm> registered) {
    registered.forEach(realm -> byName.put(realm.name(), realm));
  }

  /** Tells whether a path is that of a realm, with the given segments behind its name. */
  static boolean matches(List<String> segments, List<String> rest) {
    return segments.size() == rest.size() + 2
        && segments.get(0).equals(PREFIX)
        && segments.get(1).matches("[A-Za-z0-9._-]{1,100}")
        && segments.subList(2, segments.size()).equals(rest);
  }

  static String issuer(BaseUris bases, RecordedRequest request, SandboxRealm realm) {
    return bases.of(request) + "/" + PREFIX + "/" + realm.name();
  }

  static Place place(BaseUris bases, RecordedRequest request, SandboxRealm realm) {
    return new Place(Place.Shape.REALM, bases.of(request), realm.name(), realm.name());
  }

  SandboxRealm of(RecordedRequest request) {
    String name = Texts.segments(request.path()).get(1);
    SandboxRealm known = byName.get(name);
    return known == null ? SandboxRealm.builder(name).build() : known;
  }
}
