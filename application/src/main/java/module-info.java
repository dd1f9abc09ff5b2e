/**
 * The use cases. Only {@code dev.latchkey.application.request} is public API; the rest is the
 * client's.
 *
 * @since 0.1
 */
module dev.latchkey.application {
  requires transitive dev.latchkey.domain;
  requires transitive dev.latchkey.spi;
  requires transitive static org.jspecify;
  requires jakarta.json;
  requires com.github.benmanes.caffeine;
  requires java.xml;

  uses jakarta.json.spi.JsonProvider;

  exports dev.latchkey.application.request;
  exports dev.latchkey.application.accounts to
      dev.latchkey.client;
  exports dev.latchkey.application.authcode to
      dev.latchkey.client;
  exports dev.latchkey.application.broker to
      dev.latchkey.client;
  exports dev.latchkey.application.cache to
      dev.latchkey.client;
  exports dev.latchkey.application.chain to
      dev.latchkey.client;
  exports dev.latchkey.application.clientcredentials to
      dev.latchkey.client;
  exports dev.latchkey.application.credential to
      dev.latchkey.client;
  exports dev.latchkey.application.devicecode to
      dev.latchkey.client;
  exports dev.latchkey.application.discovery to
      dev.latchkey.client;
  exports dev.latchkey.application.events to
      dev.latchkey.client;
  exports dev.latchkey.application.flight to
      dev.latchkey.client;
  exports dev.latchkey.application.idtoken to
      dev.latchkey.client;
  exports dev.latchkey.application.interactive to
      dev.latchkey.client;
  exports dev.latchkey.application.managedidentity to
      dev.latchkey.client;
  exports dev.latchkey.application.onbehalfof to
      dev.latchkey.client;
  exports dev.latchkey.application.password to
      dev.latchkey.client;
  exports dev.latchkey.application.protocol to
      dev.latchkey.client;
  exports dev.latchkey.application.refreshtoken to
      dev.latchkey.client;
  exports dev.latchkey.application.region to
      dev.latchkey.client;
  exports dev.latchkey.application.schema to
      dev.latchkey.client;
  exports dev.latchkey.application.scheme to
      dev.latchkey.client;
  exports dev.latchkey.application.silent to
      dev.latchkey.client;
  exports dev.latchkey.application.user to
      dev.latchkey.client;
  exports dev.latchkey.application.wstrust to
      dev.latchkey.client;
}
