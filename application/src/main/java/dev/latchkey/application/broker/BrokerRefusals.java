package dev.latchkey.application.broker;

import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.spi.broker.BrokerRefusal;
import dev.latchkey.spi.broker.BrokerStatus;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** What the refusals of a broker mean to a caller. */
final class BrokerRefusals {

  private static final OAuthErrorCode CODE = new OAuthErrorCode("broker_error");

  // A person can help by signing in, with this account or another.
  private static final Set<BrokerStatus> ASK_A_PERSON =
      Set.of(BrokerStatus.INTERACTION_REQUIRED, BrokerStatus.ACCOUNT_UNUSABLE);

  private static final Set<BrokerStatus> PASSING =
      Set.of(
          BrokerStatus.NO_NETWORK,
          BrokerStatus.NETWORK_UNAVAILABLE,
          BrokerStatus.SERVER_UNAVAILABLE);

  private final URI redirectUri;

  BrokerRefusals(URI redirectUri) {
    this.redirectUri = redirectUri;
  }

  /** {@return whether showing windows may help where asking without them did not} */
  static boolean asksAPerson(BrokerRefusal refusal) {
    return ASK_A_PERSON.contains(refusal.status());
  }

  TokenException exception(BrokerRefusal refusal, CorrelationId id) {
    String status = refusal.status().name().toLowerCase(Locale.ROOT);
    FailureDetails details =
        FailureDetails.none()
            .withCorrelationId(id)
            .withError(
                OAuthError.builder(CODE).suberror(status).description(refusal.context()).build());
    String said =
        "the identity broker refused (status "
            + status
            + refusal.code().map(it -> ", code " + it).orElse("")
            + refusal.tag().map(it -> ", tag " + it).orElse("")
            + ")";
    if (isNotRegistered(refusal)) {
      return new ConfigurationException(
          said
              + "; register the redirect URI "
              + redirectUri
              + " for the broker, beside http://localhost for the browser, under mobile and"
              + " desktop applications",
          details,
          null);
    }
    return asksAPerson(refusal)
        ? new InteractionRequiredException(
            InteractionRequiredException.Reason.REFUSED,
            said + "; let the person sign in",
            details,
            null)
        : new BrokerException(
            said + "; its own text is in error()",
            details,
            null,
            PASSING.contains(refusal.status()));
  }

  private static boolean isNotRegistered(BrokerRefusal refusal) {
    return refusal.context().contains("AADSTS50011") || refusal.context().contains("AADSTS7000218");
  }
}
