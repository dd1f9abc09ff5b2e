/**
 * Sends requests with Apache HttpClient 5.
 *
 * @since 0.1
 */
module dev.latchkey.adapters.http {
  requires transitive dev.latchkey.spi;
  requires transitive static org.jspecify;
  requires transitive org.apache.httpcomponents.client5.httpclient5;
  requires org.apache.httpcomponents.core5.httpcore5;

  exports dev.latchkey.adapters.http;

  provides dev.latchkey.spi.http.HttpTransportProvider with
      dev.latchkey.adapters.http.ApacheHttpTransportProvider;
}
