package dev.latchkey.spi.identity;

import dev.latchkey.spi.crypto.CertificateThumbprint;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.system.EnvironmentReader;
import dev.latchkey.spi.system.FileReader;
import dev.latchkey.spi.time.TimeSource;
import java.util.Objects;
import java.util.function.Function;

/**
 * What back ends look at the world through. All of it is the caller's, who closes it. Immutable.
 *
 * @since 0.1
 */
public final class ManagedIdentityContext {

  private final EnvironmentReader environment;
  private final FileReader files;
  private final TimeSource time;
  private final HttpTransport http;
  private final Function<CertificateThumbprint, HttpTransport> pinnedHttp;
  private final HttpHeaders product;

  private ManagedIdentityContext(
      EnvironmentReader environment,
      FileReader files,
      TimeSource time,
      HttpTransport http,
      Function<CertificateThumbprint, HttpTransport> pinnedHttp,
      HttpHeaders product) {
    this.environment = Objects.requireNonNull(environment, "environment");
    this.files = Objects.requireNonNull(files, "files");
    this.time = Objects.requireNonNull(time, "time");
    this.http = Objects.requireNonNull(http, "http");
    this.pinnedHttp = Objects.requireNonNull(pinnedHttp, "pinned http");
    this.product = Objects.requireNonNull(product, "product");
  }

  /**
   * Puts a context together.
   *
   * @param environment the variables of the process, read at each request
   * @param files the machine's files
   * @param time the clocks
   * @param http sends requests
   * @param pinnedHttp gives what sends requests to a server that is told by its certificate's
   *     thumbprint and nothing else, checked before a byte of the request is written
   * @return the context
   */
  public static ManagedIdentityContext of(
      EnvironmentReader environment,
      FileReader files,
      TimeSource time,
      HttpTransport http,
      Function<CertificateThumbprint, HttpTransport> pinnedHttp) {
    return new ManagedIdentityContext(
        environment, files, time, http, pinnedHttp, HttpHeaders.none());
  }

  /**
   * Says who asks, for hosts that want to know.
   *
   * @param value header fields such as {@code x-client-sku}; none by default
   * @return a copy with them
   */
  public ManagedIdentityContext product(HttpHeaders value) {
    return new ManagedIdentityContext(environment, files, time, http, pinnedHttp, value);
  }

  /** {@return header fields that say who asks, for hosts that want to know} */
  public HttpHeaders product() {
    return product;
  }

  /** {@return the variables of the process, to be read at each request} */
  public EnvironmentReader environment() {
    return environment;
  }

  /** {@return the machine's files} */
  public FileReader files() {
    return files;
  }

  /** {@return the clocks} */
  public TimeSource time() {
    return time;
  }

  /** {@return what sends requests} */
  public HttpTransport http() {
    return http;
  }

  /**
   * Gives what sends requests to a server that is told by its certificate alone.
   *
   * @param thumbprint the only certificate that is trusted; it is checked before a byte of the
   *     request is written, and chain and host name are not
   * @return a transport that the caller of this method does not close
   */
  public HttpTransport pinnedHttp(CertificateThumbprint thumbprint) {
    return pinnedHttp.apply(Objects.requireNonNull(thumbprint, "thumbprint"));
  }
}
