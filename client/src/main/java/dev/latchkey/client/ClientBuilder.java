package dev.latchkey.client;

import dev.latchkey.application.discovery.Instances;
import dev.latchkey.application.request.IdTokenTimePolicy;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Region;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.spi.browser.BrowserSupport;
import dev.latchkey.spi.crypto.Crypto;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * The options that clients of an authority have, beside those of all clients. Not safe for
 * concurrent use; builds any number of clients.
 *
 * @param <B> the builder itself
 * @since 0.1
 */
public sealed interface ClientBuilder<B extends ClientBuilder<B>> extends SharedOptions<B>
    permits ConfidentialClient.Builder, PublicClient.Builder {

  /**
   * Chooses the authority.
   *
   * @param value who issues the tokens; {@code https://login.microsoftonline.com/common} by
   *     default, which has no tenant of its own: name yours
   * @return this builder
   */
  default B authority(Authority value) {
    BuilderOptions.of(this).authority(value);
    return self();
  }

  /**
   * Switches the check of hosts that are not built in on or off, as {@link #instanceDiscovery}
   * does.
   *
   * @param value true by default; false accepts any host as it is
   * @return this builder
   */
  default B validateAuthority(boolean value) {
    BuilderOptions.of(this).validateAuthority(value);
    return self();
  }

  /**
   * Switches instance discovery on or off: asking Entra about hosts that are not built in.
   *
   * @param value true by default; false for private clouds whose hosts you trust
   * @return this builder
   */
  default B instanceDiscovery(boolean value) {
    BuilderOptions.of(this).instanceDiscovery(value);
    return self();
  }

  /**
   * Tells which hosts of Entra stand for each other, so that nobody has to be asked about them: for
   * networks without a way to Microsoft. They come before what is built in.
   *
   * @param json an answer of instance discovery: an object whose member {@code metadata} lists
   *     {@code preferred_network}, the host that requests go to, {@code preferred_cache}, the host
   *     that tokens are kept under, and {@code aliases}
   * @return this builder
   * @throws IllegalArgumentException if it is something else
   */
  default B instanceMetadata(String json) {
    Instances told = Instances.told(Objects.requireNonNull(json, "instance metadata"));
    BuilderOptions.of(this).instances(told);
    return self();
  }

  /**
   * Gets the application's own tokens from an Azure region: a legacy feature of Entra for
   * first-party applications. People's tokens come from the cloud's global host all the same, so
   * that it makes no difference to public clients. Where the region fails the global host answers,
   * and {@link dev.latchkey.domain.token.TokenResult#region} tells why.
   *
   * @param value the region; without this option there is none unless the variable {@code
   *     MSAL_FORCE_REGION} names one; if {@code MSAL_DISABLE_REGION} is not empty there is none
   *     whatever the option says
   * @return this builder
   */
  default B region(Region value) {
    BuilderOptions.of(this).region(Objects.requireNonNull(value, "region"));
    return self();
  }

  /**
   * Opens keys and signs with an adapter of the application's own.
   *
   * @param value the adapter
   * @return this builder
   */
  default B crypto(Crypto value) {
    BuilderOptions.of(this).crypto(Objects.requireNonNull(value, "crypto"));
    return self();
  }

  /**
   * Chooses among several crypto adapters on the path.
   *
   * @param value the name of an adapter, such as {@code jose}
   * @return this builder
   */
  default B cryptoProvider(String value) {
    BuilderOptions.of(this).cryptoProvider(Objects.requireNonNull(value, "crypto provider"));
    return self();
  }

  /**
   * Signs people in at this machine with an adapter of the application's own.
   *
   * @param value opens the browser, and listens for its return
   * @return this builder
   */
  default B browser(BrowserSupport value) {
    BuilderOptions.of(this).browser(Objects.requireNonNull(value, "browser"));
    return self();
  }

  /**
   * Chooses among several browser adapters on the path.
   *
   * @param value the name of an adapter, such as {@code system}
   * @return this builder
   */
  default B browserProvider(String value) {
    BuilderOptions.of(this).browserProvider(Objects.requireNonNull(value, "browser provider"));
    return self();
  }

  /**
   * Opens another program than the system's own browser.
   *
   * @param value its name or path; it is given the address as its only argument
   * @return this builder
   * @throws IllegalArgumentException if it is blank
   */
  default B browserProgram(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("browser program is empty; leave the option out instead");
    }
    BuilderOptions.of(this).browserProgram(value);
    return self();
  }

  /**
   * Tells the service the application's name, in the header x-app-name (Entra). Nothing is sent by
   * default.
   *
   * @param value the name; visible ASCII
   * @return this builder
   * @throws IllegalArgumentException if it is empty or has control characters
   */
  default B appName(String value) {
    BuilderOptions.of(this).appName(HeaderText.checked("app name", value));
    return self();
  }

  /**
   * Tells the service the application's version, in the header x-app-ver (Entra). Nothing is sent
   * by default.
   *
   * @param value the version; visible ASCII
   * @return this builder
   * @throws IllegalArgumentException if it is empty or has control characters
   */
  default B appVersion(String value) {
    BuilderOptions.of(this).appVersion(HeaderText.checked("app version", value));
    return self();
  }

  /**
   * Leaves scopes out of every request for a person's token. By default openid, profile and
   * offline_access are added to those that the application asks for.
   *
   * @param scopes the scopes; offline_access, for one, to get no refresh tokens
   * @return this builder
   * @throws IllegalArgumentException if openid is among them, without which nobody signs in
   */
  default B excludeScopes(Collection<String> scopes) {
    ReservedScopes rest = ReservedScopes.all().without(scopes);
    BuilderOptions.of(this).reservedScopes(rest);
    return self();
  }

  /**
   * Serves people's tokens past their end while the authority has an outage, as long as it said
   * that resources accept them then (Entra: {@code ext_expires_in}).
   *
   * @param value false by default; true to serve them
   * @return this builder
   */
  default B extendedLifetime(boolean value) {
    BuilderOptions.of(this).extendedLifetime(value);
    return self();
  }

  /**
   * Tells the authority what this client can do, in the parameter {@code claims} of every request
   * that has one (Entra: {@code xms_cc}). A client that says {@code CP1} answers claims challenges,
   * and may be given tokens that live longer and are revoked by an event (continuous access
   * evaluation). Say it only of an application that does answer them. Merged with the claims of a
   * request; tokens from the cache are served all the same.
   *
   * @param values the capabilities, in place of those set before; none to tell nothing
   * @return this builder
   * @throws IllegalArgumentException if one is blank or has control characters
   */
  default B clientCapabilities(String... values) {
    List<String> checked = Arrays.stream(values).map(ClientBuilder::capability).distinct().toList();
    BuilderOptions.of(this).clientCapabilities(checked);
    return self();
  }

  /**
   * Decides what happens where the times of an ID token disagree with the clock here. By default
   * Entra's kinds of authority warn, and OpenID Connect providers are taken at their word.
   *
   * @param value the policy, for authorities of every kind
   * @return this builder
   */
  default B idTokenTimePolicy(IdTokenTimePolicy value) {
    BuilderOptions.of(this)
        .idTokenTimePolicy(Objects.requireNonNull(value, "id token time policy"));
    return self();
  }

  /**
   * Verifies the signature of each ID token with the keys that the authority's metadata names, for
   * applications to which TLS is not enough (OpenID Connect Core, section 3.1.3.7). Keys are
   * fetched once a day, and for a key that is not known at most once in five minutes. Needs the
   * crypto adapter.
   *
   * @param value false by default; true to verify
   * @return this builder
   */
  default B verifyIdTokens(boolean value) {
    BuilderOptions.of(this).verifiesIdTokens(value);
    return self();
  }

  /**
   * Has the tokens of a removed account taken back (RFC 7009) by OpenID providers whose metadata
   * names a {@code revocation_endpoint}. Others are left to the end of the tokens' life:
   * Microsoft's kinds have no such endpoint. The removal waits for the provider then, and tells of
   * its failure.
   *
   * @param value false by default; true to revoke
   * @return this builder
   */
  default B revokeOnRemoval(boolean value) {
    BuilderOptions.of(this).revokesOnRemoval(value);
    return self();
  }

  /**
   * Asks the broker of the device on Windows, as the other libraries of the family once had it.
   *
   * @param value false by default, and in any case for a client with a credential
   * @return this builder; one of a confidential client is refused by {@code build()} if true
   * @deprecated say {@link PublicClient.Builder#brokerOn} instead, which knows every platform
   */
  @Deprecated(since = "0.1")
  default B allowBroker(boolean value) {
    BuilderOptions.of(this).allowsBroker(value);
    return self();
  }

  private static String capability(String value) {
    if (value.isBlank() || value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "client capability is empty or has control characters; give one such as CP1");
    }
    return value;
  }

  // Each builder is its own B: nobody outside this package writes another.
  @SuppressWarnings("unchecked")
  private B self() {
    return (B) this;
  }
}
