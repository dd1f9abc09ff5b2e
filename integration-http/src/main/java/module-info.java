/**
 * Tokens on the requests of other people's HTTP clients. Apache HttpClient 5 is needed by those who
 * use it only.
 *
 * @since 0.1
 */
module dev.latchkey.integration.http {
  requires transitive dev.latchkey.domain;
  requires dev.latchkey.application;
  requires dev.latchkey.spi;
  requires transitive java.net.http;
  requires transitive static org.apache.httpcomponents.client5.httpclient5;
  requires transitive static org.apache.httpcomponents.core5.httpcore5;
  requires transitive static org.jspecify;

  exports dev.latchkey.integration.http;
}
