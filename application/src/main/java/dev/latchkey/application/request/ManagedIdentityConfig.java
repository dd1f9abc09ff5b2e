package dev.latchkey.application.request;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.JsonText;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.spi.identity.ManagedIdentityId;
import dev.latchkey.spi.system.EnvironmentReader;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which identity of the host, as configuration: {@code {"ManagedIdentityIdType": "ClientId", "Id":
 * "…"}}, the form that the libraries of the family share. Written once, it runs on every host.
 * Immutable.
 *
 * @param identity which identity
 * @since 0.1
 */
public record ManagedIdentityConfig(ManagedIdentityId identity) {

  private static final String TYPE = "ManagedIdentityIdType";
  private static final String ID = "Id";
  private static final Map<String, ManagedIdentityId.Kind> KINDS =
      Map.of(
          "SystemAssigned",
          ManagedIdentityId.Kind.SYSTEM_ASSIGNED,
          "ClientId",
          ManagedIdentityId.Kind.CLIENT_ID,
          "ResourceId",
          ManagedIdentityId.Kind.RESOURCE_ID,
          "ObjectId",
          ManagedIdentityId.Kind.OBJECT_ID);

  /**
   * Checks that it is there.
   *
   * @param identity which identity
   */
  public ManagedIdentityConfig {
    Objects.requireNonNull(identity, "identity");
  }

  /**
   * Reads JSON text.
   *
   * @param json one object with the members ManagedIdentityIdType (SystemAssigned, ClientId,
   *     ResourceId or ObjectId; SystemAssignedManagedIdentity is taken for the first) and Id (null
   *     for SystemAssigned); others are ignored
   * @return the configuration
   * @throws IllegalArgumentException if it is no such object; the message does not repeat it
   */
  public static ManagedIdentityConfig parse(String json) {
    JsonFields fields = StrictJson.object(json);
    return of(fields.requiredText(TYPE), fields.text(ID));
  }

  /**
   * Reads a map, such as a part of a configuration file.
   *
   * @param members the same members
   * @return the configuration
   * @throws IllegalArgumentException if a member is missing or not what it has to be
   */
  public static ManagedIdentityConfig of(Map<String, ? extends @Nullable Object> members) {
    if (!(members.get(TYPE) instanceof String type)) {
      throw new IllegalArgumentException("member " + TYPE + " is missing or no text");
    }
    Object id = members.get(ID);
    if (id != null && !(id instanceof String)) {
      throw new IllegalArgumentException("member " + ID + " is no text");
    }
    return of(type, (String) id);
  }

  /**
   * Reads an environment variable that holds the JSON text.
   *
   * @param variable its name, such as {@code MY_MANAGED_IDENTITY_CONFIG}
   * @return the configuration
   * @throws ConfigurationException if it is not set
   * @throws IllegalArgumentException if it holds something else
   */
  public static ManagedIdentityConfig ofVariable(String variable) {
    return ofVariable(variable, EnvironmentReader.system());
  }

  /**
   * Reads a variable of another environment than the process's.
   *
   * @param variable its name
   * @param environment where it is looked up
   * @return the configuration
   * @throws ConfigurationException if it is not set
   * @throws IllegalArgumentException if it holds something else
   */
  public static ManagedIdentityConfig ofVariable(String variable, EnvironmentReader environment) {
    return parse(
        environment
            .variable(variable)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "environment variable "
                            + variable
                            + " is not set; give it a value like "
                            + new ManagedIdentityConfig(ManagedIdentityId.systemAssigned())
                                .json())));
  }

  private static ManagedIdentityConfig of(String type, @Nullable String id) {
    ManagedIdentityId.Kind kind = kind(type);
    if ((kind == ManagedIdentityId.Kind.SYSTEM_ASSIGNED) != (id == null)) {
      throw new IllegalArgumentException(
          "member " + ID + " is null for SystemAssigned, and a text for every other type");
    }
    return new ManagedIdentityConfig(new ManagedIdentityId(kind, id == null ? "" : id));
  }

  private static ManagedIdentityId.Kind kind(String type) {
    ManagedIdentityId.Kind kind =
        KINDS.get(type.equals("SystemAssignedManagedIdentity") ? "SystemAssigned" : type);
    if (kind == null) {
      throw new IllegalArgumentException(
          "member " + TYPE + " is none of SystemAssigned, ClientId, ResourceId, ObjectId");
    }
    return kind;
  }

  private String type() {
    for (Map.Entry<String, ManagedIdentityId.Kind> known : KINDS.entrySet()) {
      if (known.getValue() == identity.kind()) {
        return known.getKey();
      }
    }
    throw new AssertionError(identity.kind());
  }

  private @Nullable String id() {
    return identity.value().isEmpty() ? null : identity.value();
  }

  /** {@return the two members; Id is null for the system-assigned identity} */
  public Map<String, @Nullable Object> asMap() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put(TYPE, type());
    members.put(ID, id());
    return Collections.unmodifiableMap(members);
  }

  /** {@return the two members as JSON text, which {@link #parse} reads} */
  public String json() {
    JsonText text = new JsonText().put(TYPE, type());
    String id = id();
    return (id == null ? text.putNull(ID) : text.put(ID, id)).text();
  }
}
