package dev.latchkey.application.protocol;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.system.EnvironmentReader;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The token endpoint of an Azure Cloud Shell, which speaks for the person who has the shell open.
 * Asked only where the environment says that this is one.
 */
public final class CloudShellEndpoint {

  private static final String ADDRESS = "MSI_ENDPOINT";
  private static final String USUAL = "http://localhost:50342/oauth2/token";
  private static final Set<String> OF_THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final EnvironmentReader environment;
  private final TokenResponseReader reader;

  /**
   * Looks for a shell.
   *
   * @param environment tells whether there is one
   * @param reader reads answers
   */
  public CloudShellEndpoint(EnvironmentReader environment, TokenResponseReader reader) {
    this.environment = Objects.requireNonNull(environment, "environment");
    this.reader = Objects.requireNonNull(reader, "reader");
  }

  /**
   * Asks for a token.
   *
   * @param scopes what for; each names its resource
   * @param extra parameters that the caller adds; {@code token_type} for another kind of token
   * @param conversation the operation
   * @return the token
   * @throws BrokerException if the token is of another kind than was asked for
   * @throws ServiceException if the shell refused, or its answer is none
   */
  public TokenAnswer ask(Scopes scopes, Map<String, String> extra, Conversation conversation) {
    FormBody form = new FormBody().set("resource", CloudShellResources.of(scopes)).setAll(extra);
    HttpResponse response = conversation.postOnce(address(), headers(), form.bytes());
    if (!response.isSuccess()) {
      throw refusal(response, conversation);
    }
    TokenAnswer answer = reader.read(response, conversation.details(), false);
    TokenType asked = new TokenType(extra.getOrDefault("token_type", TokenType.BEARER.value()));
    if (!answer.type().equals(asked)) {
      throw new BrokerException(
          "Cloud Shell sent a token of type "
              + Excerpt.of(answer.type().value())
              + " where one of type "
              + Excerpt.of(asked.value())
              + " was asked for; it was not kept",
          conversation.details(),
          null);
    }
    return answer;
  }

  private static HttpHeaders headers() {
    return HttpHeaders.none()
        .with("accept", "application/json")
        .with("content-type", "application/x-www-form-urlencoded")
        .with("metadata", "true");
  }

  // Tokens are asked for with nothing to prove who asks, so that only this machine may be told.
  private URI address() {
    String named = environment.variable(ADDRESS).orElse(USUAL);
    try {
      URI uri = URI.create(named);
      if ("http".equalsIgnoreCase(uri.getScheme())
          && uri.getHost() != null
          && OF_THIS_MACHINE.contains(uri.getHost().toLowerCase(Locale.ROOT))
          && uri.getRawUserInfo() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Told below: what a variable holds does not belong in a message.
    }
    throw new ConfigurationException(
        "the variable " + ADDRESS + " is no http address of this machine; unset it, or correct it");
  }

  private static ServiceException refusal(HttpResponse response, Conversation conversation) {
    var details =
        conversation
            .details()
            .withAnswer(
                response.status(), response.headers().first("content-type").orElse(null), null);
    String code = null;
    String message = null;
    try {
      JsonFields error = StrictJson.object(response.bodyText()).object("error");
      code = error == null ? null : error.text("code");
      message = error == null ? null : error.text("message");
    } catch (IllegalArgumentException e) {
      // The status has to do.
    }
    return new ServiceException(
        "Cloud Shell answered " + response.status() + " and gave no token",
        code == null || code.isEmpty()
            ? details
            : details.withError(
                OAuthError.builder(new OAuthErrorCode(code)).description(message).build()),
        null);
  }
}
