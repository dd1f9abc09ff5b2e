package dev.latchkey.integration.spring;

import dev.latchkey.spi.event.EventLabels;
import dev.latchkey.spi.event.EventSink;
import dev.latchkey.spi.event.TokenEvent;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how the last acquisition of a client ended that says something of the client itself,
 * and not of a person or of one request.
 */
final class ClientRecord implements EventSink {

  // What the authority says of the client, and what it says of itself.
  private static final Set<String> CODES =
      Set.of("invalid_client", "unauthorized_client", "temporarily_unavailable", "server_error");

  private static final Set<String> FAILURES =
      Set.of("transport", "service", "configuration", "credential-unavailable", "crypto");

  private volatile @Nullable Entry last;

  /** How it ended: with the reason if it failed. */
  record Entry(Optional<String> error, Optional<String> correlationId) {}

  @Override
  public void on(TokenEvent event) {
    EventLabels labels = EventLabels.of(event);
    if (labels.isHit() || event.outcome() == TokenEvent.Outcome.CANCELLED) {
      return;
    }
    Optional<String> id = event.correlationId().map(it -> it.value().toString());
    if (event.outcome() == TokenEvent.Outcome.SUCCESS) {
      last = new Entry(Optional.empty(), id);
    } else if (!event.background() && isOfTheClient(labels.error())) {
      last = new Entry(Optional.of(labels.error()), id);
    }
  }

  // A failed early refresh is left out: callers have the old token, and nobody is hurt.
  private static boolean isOfTheClient(String error) {
    return CODES.contains(error) || FAILURES.contains(error);
  }

  Optional<Entry> last() {
    return Optional.ofNullable(last);
  }
}
