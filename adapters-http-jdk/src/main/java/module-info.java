/**
 * Sends requests with the HTTP client of the JDK.
 *
 * @since 0.1
 */
module dev.latchkey.adapters.http.jdk {
  requires transitive dev.latchkey.spi;
  requires transitive static org.jspecify;
  requires java.net.http;

  exports dev.latchkey.adapters.http.jdk;

  provides dev.latchkey.spi.http.HttpTransportProvider with
      dev.latchkey.adapters.http.jdk.JdkHttpTransportProvider;
}
