package dev.latchkey.client;

import dev.latchkey.client.internal.ClientOptions;

/** Where builders keep what they were told; an interface cannot hide it. */
final class BuilderOptions {

  private BuilderOptions() {}

  static ClientOptions of(SharedOptions<?> builder) {
    if (builder instanceof PublicClient.Builder open) {
      return open.options();
    }
    if (builder instanceof ConfidentialClient.Builder confidential) {
      return confidential.options();
    }
    if (builder instanceof ManagedIdentityClient.Builder host) {
      return host.options();
    }
    if (builder instanceof CredentialChain.Builder chain) {
      return chain.options();
    }
    throw new AssertionError(builder.getClass());
  }
}
