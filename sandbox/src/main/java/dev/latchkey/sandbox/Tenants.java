package dev.latchkey.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Knows every tenant: whatever is asked for exists, unless it is said not to. */
final class Tenants {

  /** The tenant of personal accounts. */
  static final String PERSONAL = "9188040d-6c67-4c5b-b112-36a304b66dad";

  /** The tenant that tokens of {@code common} and {@code organizations} come from. */
  static final String HOME = "9b8a7f6e-5d4c-4b3a-a291-665544332211";

  private static final Set<String> PLACEHOLDERS = Set.of("common", "organizations", "consumers");

  private final Map<String, UUID> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Set<String> unknown = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  Tenants(Map<String, UUID> named, Set<String> unknown) {
    this.named.putAll(named);
    this.unknown.add("unknown-tenant");
    this.unknown.addAll(unknown);
  }

  /**
   * @param segment stands in the endpoints: the id, or the placeholder that was asked for
   * @param id of the tenant that tokens come from
   * @param issuerSegment stands in the issuer of the metadata, where Entra leaves a blank for many
   *     tenants
   */
  record Tenant(String segment, String id, String issuerSegment) {}

  Optional<Tenant> find(String segment) {
    if (segment.isEmpty() || unknown.contains(segment)) {
      return Optional.empty();
    }
    String lower = segment.toLowerCase(Locale.ROOT);
    if (PLACEHOLDERS.contains(lower)) {
      boolean personal = lower.equals("consumers");
      return Optional.of(
          new Tenant(lower, personal ? PERSONAL : HOME, personal ? PERSONAL : "{tenantid}"));
    }
    String id = id(lower);
    return Optional.of(new Tenant(id, id, id));
  }

  Optional<Place> place(String segment, String base) {
    return find(segment)
        .map(tenant -> new Place(Place.Shape.ENTRA, base, tenant.segment(), tenant.id()));
  }

  static boolean isPlaceholder(String segment) {
    return PLACEHOLDERS.contains(segment);
  }

  /** Returns the id of a tenant that is given by id or domain name. */
  String idOf(String tenant) {
    return id(tenant.toLowerCase(Locale.ROOT));
  }

  private String id(String lower) {
    UUID set = named.get(lower);
    if (set != null) {
      return set.toString();
    }
    return Forms.uuid(lower)
        .orElseGet(() -> UUID.nameUUIDFromBytes(lower.getBytes(StandardCharsets.UTF_8)))
        .toString();
  }
}
