package dev.latchkey.application.authcode;

import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.protocol.Endpoints;
import dev.latchkey.application.protocol.FormBody;
import dev.latchkey.application.protocol.PushedAuthorizationEndpoint;
import dev.latchkey.application.request.AuthorizationOptions;
import dev.latchkey.application.request.ResponseMode;
import dev.latchkey.application.scheme.KeyBinding;
import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.token.Scopes;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what the address of a sign-in says. For one thread. */
final class AuthorizationAddress {

  private final Endpoints endpoints;
  private final FormBody query = new FormBody();

  AuthorizationAddress(Endpoints endpoints, ClientId clientId, String responseType) {
    this.endpoints = endpoints;
    query.set("client_id", clientId.value()).set("response_type", responseType);
  }

  /** {@return what the person consents to: the scopes that are redeemed, and further ones} */
  static Scopes consented(Scopes redeemed, Scopes further) {
    Set<String> all = new HashSet<>(redeemed.values());
    all.addAll(further.values());
    return Scopes.of(all);
  }

  AuthorizationAddress say(String name, String value) {
    query.set(name, value);
    return this;
  }

  AuthorizationAddress sayAll(AuthorizationOptions options) {
    options.redirectUri().ifPresent(it -> say("redirect_uri", it.toString()));
    options.prompt().ifPresent(it -> say("prompt", it.value()));
    options.loginHint().ifPresent(it -> say("login_hint", it));
    options.domainHint().ifPresent(it -> say("domain_hint", it));
    options.maxAge().ifPresent(it -> say("max_age", Long.toString(it.toSeconds())));
    options.responseMode().map(ResponseMode::parameter).ifPresent(it -> say("response_mode", it));
    query.setAll(options.extraQueryParameters());
    return this;
  }

  AuthorizationAddress sayClaims(@Nullable String claims) {
    return claims == null ? this : say("claims", claims);
  }

  AuthorizationAddress sayKey(@Nullable KeyBinding binding) {
    if (binding != null) {
      binding.authorizationParameters().forEach(this::say);
    }
    return this;
  }

  /** Adds what only Microsoft's own authorities understand. */
  AuthorizationAddress sayRouting(AuthorizationOptions options) {
    if (!(endpoints.authority() instanceof OidcAuthority)) {
      say("client_info", "1");
      options.loginHint().ifPresent(it -> say("X-AnchorMailbox", "UPN:" + it));
      if (options.isInstanceAware()) {
        say("instance_aware", "true");
      }
    }
    return this;
  }

  /** {@return the address, with a name for all that was left with the authority} */
  URI pushedUri(PushedAuthorizationEndpoint pushed, ClientId clientId, Conversation conversation) {
    URI endpoint = endpoint();
    return new FormBody()
        .set("client_id", clientId.value())
        .set("request_uri", pushed.push(query, endpoints, conversation))
        .onto(endpoint);
  }

  URI uri() {
    return query.onto(endpoint());
  }

  private URI endpoint() {
    URI endpoint = endpoints.signIn().authorization();
    if (endpoint == null) {
      throw new ConfigurationException(
          "the metadata of "
              + endpoints.authority()
              + " has no authorization_endpoint, so nobody can sign in there with a browser; use a"
              + " flow that the authority offers",
          FailureDetails.none(),
          null);
    }
    return endpoint;
  }
}
