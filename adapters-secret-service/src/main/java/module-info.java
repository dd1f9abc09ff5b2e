/**
 * Takes the keys of the token cache from the desktop's keyring, over D-Bus.
 *
 * @since 0.1
 */
module dev.latchkey.adapters.secret.service {
  requires transitive dev.latchkey.spi;
  requires transitive static org.jspecify;
  requires org.freedesktop.dbus;

  exports dev.latchkey.adapters.secret.service;

  provides dev.latchkey.spi.cache.CacheKeySourceProvider with
      dev.latchkey.adapters.secret.service.SecretServiceCacheKeySourceProvider;
}
