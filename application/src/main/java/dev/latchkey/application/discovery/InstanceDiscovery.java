package dev.latchkey.application.discovery;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.spi.http.HttpResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Asks Entra whether a host that is not built in is one of its own. */
final class InstanceDiscovery {

  private InstanceDiscovery() {}

  static URI metadataUri(Authority authority, Conversation conversation) {
    URI question =
        URI.create(
            "https://"
                + Cloud.PUBLIC.host()
                + "/common/discovery/instance?api-version=1.1&authorization_endpoint="
                + URLEncoder.encode(
                    authority.uri() + "/oauth2/v2.0/authorize", StandardCharsets.UTF_8));
    HttpResponse answer = conversation.get(question);
    try {
      JsonFields fields = StrictJson.object(answer.bodyText());
      String error = fields.text("error");
      if (error != null) {
        throw refused(authority, error, answer, conversation);
      }
      // The answer vouches for the host; the metadata is read where the application said.
      fields.requiredText("tenant_discovery_endpoint");
      conversation.keep(question, answer);
      return authority.metadataUri();
    } catch (IllegalArgumentException e) {
      throw new ServiceException(
          "instance discovery for "
              + authority.uri().getHost()
              + " answered "
              + answer.status()
              + " with something that cannot be read: "
              + e.getMessage(),
          conversation
              .details()
              .withAnswer(
                  answer.status(), answer.headers().first("content-type").orElse(null), null),
          e);
    }
  }

  private static RuntimeException refused(
      Authority authority, String error, HttpResponse answer, Conversation conversation) {
    var details =
        conversation
            .details()
            .withError(OAuthError.builder(new OAuthErrorCode(error)).build())
            .withAnswer(answer.status(), answer.headers().first("content-type").orElse(null), null);
    return error.equals("invalid_instance")
        ? new ConfigurationException(
            "Microsoft Entra does not know the host "
                + authority.uri().getHost()
                + "; correct the authority, or switch instanceDiscovery off if you trust it",
            details,
            null)
        : new ServiceException(
            "instance discovery for " + authority.uri().getHost() + " was refused", details, null);
  }
}
