package dev.latchkey.sandbox;

import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** The way of one request: recorded, perhaps held, then answered as the script says. */
final class Dispatcher implements Connection.Handler {

  private final Router router;
  private final RecordedRequests requests;
  private final FaultQueue faults;
  private final EntraErrors errors;
  private final Clock clock;

  Dispatcher(
      Router router,
      RecordedRequests requests,
      FaultQueue faults,
      EntraErrors errors,
      Clock clock) {
    this.router = router;
    this.requests = requests;
    this.faults = faults;
    this.errors = errors;
    this.clock = clock;
  }

  @Override
  public boolean handle(Exchange exchange) throws IOException {
    EndpointKind kind = router.kindOf(exchange.request().path());
    RecordedRequest request = new RecordedRequest(exchange.request(), kind, clock.instant());
    requests.add(request);
    try {
      for (HeldRequests held : faults.holdsFor(kind)) {
        held.enter();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    Fault fault = faults.take(kind);
    if (fault == null) {
      return exchange.write(finish(request, normal(request)));
    }
    return fault
        .action()
        .play(
            new FaultStage(
                request,
                exchange,
                errors,
                () -> normal(request),
                answer -> finish(request, answer)));
  }

  private Answer normal(RecordedRequest request) {
    try {
      return router.answer(request);
    } catch (RuntimeException e) {
      // A fault of the sandbox itself: the test must see it, and the connection must not just die.
      return Answer.json(
          500, Map.of("error", "server_error", "error_description", "sandbox failed: " + e));
    }
  }

  private Answer finish(RecordedRequest request, Answer answer) {
    Answer dated =
        answer
            .with(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    clock.instant().atOffset(ZoneOffset.UTC)))
            .with("x-ms-request-id", request.traceId().toString());
    return request
        .header("client-request-id")
        .map(id -> dated.with("client-request-id", id))
        .orElse(dated);
  }
}
