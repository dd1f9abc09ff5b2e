package dev.latchkey.application.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ServerTelemetryTest {

  private static final UUID ID = UUID.fromString("6b0d6a3e-2a1c-4c64-8a7e-0f3a52b9d011");

  private final ServerTelemetry telemetry = new ServerTelemetry();

  private static RequestContext context(Api api, RefreshReason reason, UUID id) {
    return new RequestContext(
        new CorrelationId(id),
        Deadline.after(Duration.ofSeconds(30), new ManualTimeSource()),
        api,
        reason);
  }

  private static TokenException refused(String code) {
    return new ServiceException(
        "refused",
        FailureDetails.none().withError(OAuthError.builder(new OAuthErrorCode(code)).build()),
        null);
  }

  private void fails(Api api, TokenException failure) {
    telemetry.add(context(api, RefreshReason.NO_TOKEN, ID), failure);
  }

  @Test
  @Tag("W-22")
  void eachOperationHasItsNumberAndEachReasonToo() {
    assertThat(ServerTelemetry.current(context(Api.SILENT, RefreshReason.EXPIRED, ID)))
        .isEqualTo("4|84,3|");
    assertThat(ServerTelemetry.current(context(Api.CLIENT_CREDENTIALS, RefreshReason.NO_TOKEN, ID)))
        .isEqualTo("4|730,2|");
    assertThat(ServerTelemetry.current(context(Api.ON_BEHALF_OF, RefreshReason.FORCED, ID)))
        .isEqualTo("4|523,1|");
    assertThat(ServerTelemetry.current(context(Api.SILENT, RefreshReason.PROACTIVE, ID)))
        .isEqualTo("4|84,4|");
    assertThat(ServerTelemetry.current(context(Api.DEVICE_CODE, RefreshReason.NOT_APPLICABLE, ID)))
        .isEqualTo("4|622,0|");
    assertThat(Arrays.stream(Api.values()).map(Api::id))
        .containsExactly(84, 85, 169, 301, 523, 622, 730, 832, 0);
  }

  @Test
  @Tag("W-22")
  void aFailureIsReportedOnce() {
    assertThat(ServerTelemetry.last(telemetry.take())).isEqualTo("4|0|||");
    fails(Api.SILENT, refused("invalid_grant"));
    assertThat(ServerTelemetry.last(telemetry.take()))
        .isEqualTo("4|0|84,6b0d6a3e-2a1c-4c64-8a7e-0f3a52b9d011|invalid_grant|");
    assertThat(ServerTelemetry.last(telemetry.take())).isEqualTo("4|0|||");
  }

  @Test
  @Tag("W-22")
  void failuresOfTheLibraryHaveACodeToo() {
    fails(
        Api.PASSWORD,
        new TransportException(TransportException.Reason.TIMED_OUT, "no time left", null));
    fails(
        Api.PASSWORD,
        new ServiceException("page", FailureDetails.none().withAnswer(502, null, null), null));
    fails(Api.PASSWORD, refused("a sentence, | with marks\nand lines"));
    fails(Api.PASSWORD, new CancelledException("nobody's fault"));
    assertThat(telemetry.take())
        .extracting(ServerTelemetry.Failure::error)
        .containsExactly("timed_out", "status_502", "none");
  }

  @Test
  @Tag("W-22")
  void whatIsKeptIsBounded() {
    for (int i = 0; i < 2000; i++) {
      fails(Api.CLIENT_CREDENTIALS, refused("invalid_client"));
    }
    List<ServerTelemetry.Failure> taken = telemetry.take();
    assertThat(taken).hasSizeBetween(4, 8);
    assertThat(ServerTelemetry.last(taken)).hasSizeLessThan(370);
    telemetry.giveBack(taken);
    fails(Api.CLIENT_CREDENTIALS, refused("invalid_client"));
    assertThat(telemetry.take()).isEqualTo(taken);
  }

  @Test
  @Tag("W-22")
  void noFailureIsReportedTwiceHoweverManyAsk() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    ConcurrentLinkedQueue<String> reported = new ConcurrentLinkedQueue<>();
    AtomicInteger next = new AtomicInteger();
    for (int i = 0; i < 8; i++) {
      threads.execute(
          () -> {
            for (int turn = 0; turn < 2000; turn++) {
              telemetry.add(
                  context(Api.SILENT, RefreshReason.EXPIRED, new UUID(0, next.incrementAndGet())),
                  refused("invalid_grant"));
              telemetry.take().forEach(failure -> reported.add(failure.correlationId()));
            }
          });
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    List<String> all = new ArrayList<>(reported);
    Set<String> different = new HashSet<>(all);
    assertThat(all).hasSameSizeAs(different).isNotEmpty();
  }
}
