/**
 * Tokens for the Azure SDK for Java, by azure-core alone.
 *
 * @since 0.1
 */
module dev.latchkey.integration.azure {
  requires transitive com.azure.core;
  requires transitive dev.latchkey.client;
  requires transitive static org.jspecify;

  exports dev.latchkey.integration.azure;
}
