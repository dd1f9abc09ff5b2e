package dev.latchkey.sandbox;

import dev.latchkey.sandbox.AzureHost.Kind;
import java.util.Map;

/** How a host says that something is wrong, and what it calls the ids of identities. */
final class HostErrors {

  private final Kind kind;

  HostErrors(Kind kind) {
    this.kind = kind;
  }

  /**
   * The parameters of ids.
   *
   * @param clientId of the client id
   * @param objectId of the object id
   * @param resourceId of the resource id
   */
  record Names(String clientId, String objectId, String resourceId) {}

  Names names() {
    return switch (kind) {
      case APP_SERVICE, FUNCTIONS, AUTOMATION -> new Names("client_id", "object_id", "mi_res_id");
      case MACHINE_LEARNING -> new Names("clientid", "object_id", "msi_res_id");
      case SERVICE_FABRIC -> new Names("none", "principalId", "none");
      case VIRTUAL_MACHINE, ARC, CLOUD_SHELL -> new Names("client_id", "object_id", "msi_res_id");
    };
  }

  Answer of(int status, String code, String message) {
    return switch (kind) {
      case APP_SERVICE, FUNCTIONS, AUTOMATION, MACHINE_LEARNING ->
          Answer.json(
              status, Map.of("statusCode", status, "message", message, "correlationId", "c-1"));
      case SERVICE_FABRIC ->
          Answer.json(
              status,
              Map.of("error", Map.of("correlationId", "c-2", "code", code, "message", message)));
      case CLOUD_SHELL ->
          Answer.json(status, Map.of("error", Map.of("code", code, "message", message)));
      case VIRTUAL_MACHINE, ARC ->
          Answer.json(status, Map.of("error", "invalid_request", "error_description", message));
    };
  }
}
