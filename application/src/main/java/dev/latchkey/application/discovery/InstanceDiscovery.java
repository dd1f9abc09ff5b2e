package dev.latchkey.application.discovery;

import dev.latchkey.application.flight.Turnstile;
import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.time.TimeSource;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks Entra whether a host that is not known is one of its own: once for each host, whatever the
 * number of tenants. A host that was never vouched for is sent nothing; one that was stays trusted
 * for a week while Entra cannot be asked.
 */
final class InstanceDiscovery {

  private static final int MOST_HOSTS = 1_000;

  /** How long to wait for an answer that was given before and may do once more. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final boolean isOn;
  private final Instances instances;
  private final LastingMap<String, Boolean> vouched;
  private final Turnstile<String> turnstile = new Turnstile<>();

  InstanceDiscovery(boolean isOn, Instances instances, Duration stale, TimeSource time) {
    this.isOn = isOn;
    this.instances = instances;
    this.vouched = new LastingMap<>(MOST_HOSTS, stale, time);
  }

  /**
   * Makes sure that a host may be sent something.
   *
   * @throws ConfigurationException if Entra does not know it
   * @throws ServiceException if Entra cannot be asked
   */
  void requireKnown(Authority authority, Conversation conversation) {
    if (!isOn || !instances.areSilentAbout(authority)) {
      return;
    }
    String host = Instances.hostAndPort(authority);
    if (vouched.get(host) == null) {
      turnstile.pass(
          host,
          conversation.context().deadline(),
          () -> vouched.get(host) != null || ask(host, authority, conversation));
    }
  }

  private boolean ask(String host, Authority authority, Conversation conversation) {
    try {
      requireVouched(authority, vouched.old(host) == null ? null : PATIENCE, conversation);
      vouched.put(host, true);
    } catch (CancelledException | ConfigurationException e) {
      throw e;
    } catch (TokenException e) {
      if (vouched.old(host) == null) {
        throw e;
      }
      vouched.excuse(host, true);
    }
    return true;
  }

  private static void requireVouched(
      Authority authority, @Nullable Duration patience, Conversation conversation) {
    URI question =
        URI.create(
            "https://"
                + Cloud.PUBLIC.host()
                + "/common/discovery/instance?api-version=1.1&authorization_endpoint="
                + URLEncoder.encode(
                    authority.uri() + "/oauth2/v2.0/authorize", StandardCharsets.UTF_8));
    HttpResponse answer =
        patience == null
            ? conversation.get(question)
            : conversation.getWithin(patience, question, HttpHeaders.none());
    FailureDetails details =
        conversation
            .details()
            .withAnswer(answer.status(), answer.headers().first("content-type").orElse(null), null);
    try {
      JsonFields fields = StrictJson.object(answer.bodyText());
      String error = fields.text("error");
      if (error != null) {
        throw refused(authority, error, details);
      }
      if (answer.status() != 200) {
        throw new IllegalArgumentException("it names no error");
      }
      // The answer vouches for the host; the metadata is read where the application said.
      fields.requiredText("tenant_discovery_endpoint");
      conversation.keep(question, answer);
    } catch (IllegalArgumentException e) {
      throw new ServiceException(
          "instance discovery for "
              + authority.uri().getHost()
              + " answered "
              + answer.status()
              + " with something that cannot be read: "
              + e.getMessage(),
          details,
          e);
    }
  }

  private static RuntimeException refused(
      Authority authority, String error, FailureDetails answered) {
    FailureDetails details =
        answered.withError(OAuthError.builder(new OAuthErrorCode(error)).build());
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
