package dev.latchkey.adapters.mi;

import dev.latchkey.spi.identity.ManagedIdentityId;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** The parameters of a request, in order. For one thread. */
final class Query {

  private final StringJoiner text = new StringJoiner("&");

  Query with(String name, String value) {
    text.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    return this;
  }

  Query with(ManagedIdentityId identity, IdNames names) {
    return switch (identity.kind()) {
      case SYSTEM_ASSIGNED -> this;
      case CLIENT_ID -> with(names.clientId(), identity.value());
      case RESOURCE_ID -> with(names.resourceId(), identity.value());
      case OBJECT_ID -> with(names.objectId(), identity.value());
    };
  }

  URI on(Endpoint endpoint) {
    return URI.create(endpoint.uri() + "?" + text);
  }

  /** The parameters as a form. */
  @Override
  public String toString() {
    return text.toString();
  }

  /**
   * What a host calls the ids of identities.
   *
   * @param clientId the parameter for a client id
   * @param resourceId the parameter for a resource id
   * @param objectId the parameter for an object id
   */
  record IdNames(String clientId, String resourceId, String objectId) {}
}
