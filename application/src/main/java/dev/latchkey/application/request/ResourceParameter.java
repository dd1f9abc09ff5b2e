package dev.latchkey.application.request;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The parameter of RFC 8707, which is sent to both endpoints. */
final class ResourceParameter {

  private ResourceParameter() {}

  static URI checked(URI value) {
    Objects.requireNonNull(value, "resource");
    if (!value.isAbsolute() || value.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "resource is not absolute or has a fragment (RFC 8707, section 2)");
    }
    return value;
  }

  static Map<String, String> addedTo(Map<String, String> parameters, @Nullable URI resource) {
    if (resource == null) {
      return parameters;
    }
    Map<String, String> all = new HashMap<>(parameters);
    all.put("resource", resource.toString());
    return all;
  }
}
