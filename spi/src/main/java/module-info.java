/**
 * The ports of the hexagon. Implemented by adapters and by applications that bring parts of their
 * own.
 *
 * @since 0.1
 */
module dev.latchkey.spi {
  requires transitive dev.latchkey.domain;
  requires transitive static org.jspecify;

  exports dev.latchkey.spi;
  exports dev.latchkey.spi.broker;
  exports dev.latchkey.spi.browser;
  exports dev.latchkey.spi.cache;
  exports dev.latchkey.spi.crypto;
  exports dev.latchkey.spi.event;
  exports dev.latchkey.spi.http;
  exports dev.latchkey.spi.identity;
  exports dev.latchkey.spi.system;
  exports dev.latchkey.spi.time;
}
