package dev.latchkey.application.protocol;

import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.spi.http.HttpHeaders;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who is asking: the library, and the application if it gave its name (Entra). Immutable. */
public final class ProductHeaders {

  private final HttpHeaders plain;
  private final HttpHeaders tokenRequest;

  private ProductHeaders(HttpHeaders plain, HttpHeaders tokenRequest) {
    this.plain = plain;
    this.tokenRequest = tokenRequest;
  }

  /**
   * Puts the headers together, once for a client.
   *
   * @param version the library's version
   * @param system the operating system's name
   * @param appName the application's name, or null for none
   * @param appVersion the application's version, or null for none
   * @return the headers
   * @throws IllegalArgumentException if a value would split a header
   */
  public static ProductHeaders of(
      String version, String system, @Nullable String appName, @Nullable String appVersion) {
    HttpHeaders plain = HttpHeaders.none().with("accept", "application/json");
    HttpHeaders all =
        plain
            .with("content-type", "application/x-www-form-urlencoded")
            .with("x-client-sku", "Latchkey.Java")
            .with("x-client-ver", version)
            .with("x-client-os", system)
            .with("x-ms-lib-capability", "retry-after, h429");
    if (appName != null) {
      all = all.with("x-app-name", appName);
    }
    if (appVersion != null) {
      all = all.with("x-app-ver", appVersion);
    }
    return new ProductHeaders(plain, all);
  }

  HttpHeaders plain() {
    return plain;
  }

  HttpHeaders traced(CorrelationId correlationId) {
    return plain.with("client-request-id", correlationId.toString());
  }

  HttpHeaders forTokenRequest(Map<String, String> fields) {
    return tokenRequest.with(fields);
  }
}
