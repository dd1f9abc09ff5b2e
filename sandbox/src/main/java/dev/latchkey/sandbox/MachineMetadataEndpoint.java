package dev.latchkey.sandbox;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * {@code /metadata/instance/compute}: what an Azure machine tells its programs of itself. The real
 * one has a fixed address and no TLS; connections meant for it may be sent here.
 */
final class MachineMetadataEndpoint implements Endpoint {

  private final String region;

  MachineMetadataEndpoint(String region) {
    this.region = region;
  }

  @Override
  public EndpointKind kind() {
    return EndpointKind.MACHINE_METADATA;
  }

  @Override
  public boolean matches(List<String> segments) {
    return segments.equals(List.of("metadata", "instance", "compute"));
  }

  @Override
  public Answer handle(RecordedRequest request) {
    // The header keeps those out who can only have a machine open an address for them.
    if (!"true".equals(request.header("Metadata").orElse(""))) {
      return Answer.json(
          400, Map.of("error", "Bad request. Required metadata header not specified"));
    }
    if (request.queryParameter("api-version").isEmpty()) {
      return Answer.json(
          400,
          Map.of(
              "error",
              "Bad request. api-version was not specified in the request",
              "newest-versions",
              List.of("2021-02-01")));
    }
    return Answer.json(
        200,
        Map.of(
            "location",
            region,
            "name",
            "sandbox-machine",
            "osType",
            "Linux",
            "vmId",
            UUID.nameUUIDFromBytes(new byte[] {1}).toString()));
  }
}
