package dev.latchkey.sandbox;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code /common/discovery/instance}: whether a host is one of Entra's, and which hosts stand for
 * each other.
 */
final class InstanceDiscoveryEndpoint implements Endpoint {

  private static final Set<String> VERSIONS = Set.of("1.0", "1.1");

  private final BaseUris bases;
  private final EntraErrors errors;

  InstanceDiscoveryEndpoint(BaseUris bases, EntraErrors errors) {
    this.bases = bases;
    this.errors = errors;
  }

  @Override
  public EndpointKind kind() {
    return EndpointKind.INSTANCE_DISCOVERY;
  }

  @Override
  public boolean matches(List<String> segments) {
    return segments.size() == 3 && segments.subList(1, 3).equals(List.of("discovery", "instance"));
  }

  @Override
  public Answer handle(RecordedRequest request) {
    String version = request.queryParameter("api-version").orElse("");
    if (!VERSIONS.contains(version)) {
      return errors.answer(
          request,
          400,
          "invalid_request",
          900144,
          "The request must name an 'api-version' of 1.0 or 1.1.");
    }
    String asked = request.queryParameter("authorization_endpoint").orElse("");
    try {
      URI endpoint = new URI(asked);
      String host = endpoint.getHost();
      if (host != null && bases.names().covers(HostNames.withoutPort(host))) {
        return Answer.json(200, members(version, endpoint));
      }
    } catch (URISyntaxException notAnAddress) {
      // Unknown like any other that is not ours.
    }
    return errors.answer(
        request,
        400,
        "invalid_instance",
        50049,
        "Unknown or invalid instance: the host of '" + asked + "' is not known.");
  }

  private Map<String, Object> members(String version, URI endpoint) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("tenant_discovery_endpoint", discovery(endpoint));
    members.put("api-version", version);
    members.put("metadata", clouds());
    return members;
  }

  private static String discovery(URI endpoint) {
    String path = endpoint.getRawPath() == null ? "/" : endpoint.getRawPath();
    int end = path.indexOf('/', 1);
    String tenant = end < 0 ? path : path.substring(0, end);
    return "https://"
        + endpoint.getRawAuthority()
        + tenant
        + "/v2.0/.well-known/openid-configuration";
  }

  private List<Map<String, Object>> clouds() {
    List<Map<String, Object>> all = new ArrayList<>();
    bases
        .names()
        .clouds()
        .forEach(cloud -> all.add(cloud(cloud.network(), cloud.cache(), cloud.aliases())));
    bases.names().additional().forEach(host -> all.add(cloud(host, host, List.of(host))));
    String own = bases.own().getAuthority();
    all.add(cloud(own, own, List.of(own)));
    return all;
  }

  private static Map<String, Object> cloud(String network, String cache, List<String> aliases) {
    Map<String, Object> cloud = new LinkedHashMap<>();
    cloud.put("preferred_network", network);
    cloud.put("preferred_cache", cache);
    cloud.put("aliases", aliases);
    return cloud;
  }
}
