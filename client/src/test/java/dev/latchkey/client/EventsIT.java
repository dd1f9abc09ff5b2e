package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.spi.event.TokenEvent;
import dev.latchkey.spi.tck.RecordingEventSink;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsIT {

  private static final ClientRequest REQUEST = ClientRequest.of(House.SCOPE);
  private final House house = new House();
  private final RecordingEventSink events = new RecordingEventSink();

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void eachAcquisitionIsToldOnce() {
    try (ConfidentialClient client = house.client().eventSink(events).build()) {
      client.acquireForClient(REQUEST);
      TokenEvent miss = events.single();
      assertThat(miss.useCase()).isEqualTo("client-credentials");
      assertThat(miss.outcome()).isEqualTo(TokenEvent.Outcome.SUCCESS);
      assertThat(miss.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
      assertThat(miss.refreshReason()).isEqualTo(RefreshReason.NO_TOKEN);
      assertThat(miss.httpCalls()).isEqualTo(2);
      assertThat(miss.joined()).isFalse();
      assertThat(miss.correlationId()).isPresent();

      events.clear();
      client.acquireForClient(REQUEST);
      TokenEvent hit = events.single();
      assertThat(hit.source()).isEqualTo(TokenSource.CACHE);
      assertThat(hit.httpCalls()).isZero();

      events.clear();
      house.sandbox.faults().on(EndpointKind.TOKEN).next(Fault.oauthError("invalid_client", "x"));
      assertThat(catchThrowable(() -> client.acquireForClient(REQUEST.forceRefresh(true))))
          .isNotNull();
      TokenEvent failure = events.single();
      assertThat(failure.outcome()).isEqualTo(TokenEvent.Outcome.FAILURE);
      assertThat(failure.refreshReason()).isEqualTo(RefreshReason.FORCED);
      assertThat(failure.errorCode()).contains(OAuthErrorCode.INVALID_CLIENT);
      assertThat(failure.failure()).contains("ServiceException");
    }
  }

  @Test
  void aSinkThatThrowsCostsNobodyAToken() {
    AtomicInteger told = new AtomicInteger();
    try (ConfidentialClient client =
        house
            .client()
            .eventSink(
                event -> {
                  told.incrementAndGet();
                  throw new IllegalStateException("sink");
                })
            .build()) {
      assertThat(client.acquireForClient(REQUEST).accessToken().length()).isPositive();
      assertThat(client.acquireForClient(REQUEST).accessToken().length()).isPositive();
    }
    assertThat(told).hasValue(2);
  }
}
