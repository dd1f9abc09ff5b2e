package dev.latchkey.application.protocol;

import dev.latchkey.domain.grant.ClientCredentialsGrant;
import dev.latchkey.domain.grant.Grant;
import dev.latchkey.spi.http.HttpHeaders;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Exchanges a grant for a token (RFC 6749, section 3.2). Wire names stand here. */
public final class TokenEndpoint {

  private final ClientAuthenticator authenticator;
  private final TokenResponseReader reader;

  /**
   * Speaks for one client.
   *
   * @param authenticator proves who it is
   * @param reader reads the answers
   */
  public TokenEndpoint(ClientAuthenticator authenticator, TokenResponseReader reader) {
    this.authenticator = Objects.requireNonNull(authenticator, "authenticator");
    this.reader = Objects.requireNonNull(reader, "reader");
  }

  /**
   * Exchanges a grant.
   *
   * @param grant what is asked for
   * @param claims a claims request as JSON, or null
   * @param extra parameters that the caller adds
   * @param endpoints where to
   * @param conversation the operation
   * @return the token
   */
  public TokenAnswer exchange(
      Grant grant,
      @Nullable String claims,
      Map<String, String> extra,
      Endpoints endpoints,
      Conversation conversation) {
    FormBody form = new FormBody();
    HttpHeaders proof = authenticator.authenticate(form, endpoints);
    form.set("client_info", "1");
    write(grant, form);
    form.set("scope", grant.scopes().text());
    if (claims != null) {
      form.set("claims", claims);
    }
    form.setAll(extra);
    return reader.read(
        conversation.post(endpoints.tokenEndpoint(), form, proof), conversation.details());
  }

  private static void write(Grant grant, FormBody form) {
    if (grant instanceof ClientCredentialsGrant) {
      form.set("grant_type", "client_credentials");
      return;
    }
    throw new AssertionError(grant.getClass());
  }
}
