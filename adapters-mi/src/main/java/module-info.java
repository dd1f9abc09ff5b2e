/**
 * Gets tokens of the host's identity, on every kind of host that Azure has.
 *
 * @since 0.1
 */
module dev.latchkey.adapters.mi {
  requires transitive dev.latchkey.spi;
  requires transitive static org.jspecify;
  requires jakarta.json;

  uses jakarta.json.spi.JsonProvider;

  exports dev.latchkey.adapters.mi;

  provides dev.latchkey.spi.identity.ManagedIdentityBackendProvider with
      dev.latchkey.adapters.mi.AzureHostsProvider;
}
