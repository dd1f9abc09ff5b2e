package dev.latchkey.sandbox;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came over the wire, before anybody asked what it is for. The headers' names are compared
 * without case.
 */
record WireRequest(
    String method,
    String path,
    @Nullable String query,
    Map<String, List<String>> headers,
    String body,
    @Nullable String serverName,
    List<X509Certificate> clientChain,
    long connection,
    boolean keepAlive) {

  @Override
  public String toString() {
    return "WireRequest[" + method + " " + path + "]";
  }
}
