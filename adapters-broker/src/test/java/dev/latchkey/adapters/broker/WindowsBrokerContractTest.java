package dev.latchkey.adapters.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.adapters.broker.MsalRuntime.Done;
import dev.latchkey.adapters.broker.MsalRuntime.Failed;
import dev.latchkey.adapters.broker.MsalRuntime.Outcome;
import dev.latchkey.adapters.broker.MsalRuntime.Tokens;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.emulator.Dialects;
import dev.latchkey.spi.broker.Broker;
import dev.latchkey.spi.broker.BrokerSettings;
import dev.latchkey.spi.tck.BrokerContract;
import dev.latchkey.spi.tck.MapEnvironment;
import dev.latchkey.spi.time.TimeSource;
import java.util.concurrent.CompletableFuture;

/** The contract, over a recorded runtime: the real one is a library of Windows. */
class WindowsBrokerContractTest extends BrokerContract {

  private final RecordedRuntime runtime = new RecordedRuntime(Dialects.UID);

  @Override
  protected Broker open() {
    return new MsalRuntimeBrokerProvider(settings -> runtime)
        .open(
            BrokerSettings.of(
                MapEnvironment.empty().withProperty("os.name", "Windows 11"), TimeSource.system()));
  }

  @Override
  protected boolean listsPeople() {
    return false;
  }

  @Override
  protected void remove() {
    runtime.shutDown();
  }

  @Override
  protected void behave(Behaviour behaviour) {
    Outcome<Tokens> token = new Done<>(RecordedRuntime.tokens(TOKEN));
    switch (behaviour) {
      case ANSWERS -> runtime.answers(token);
      case REFUSES ->
          runtime.answers(new Failed<>(RecordedRuntime.refusal("INTERACTIONREQUIRED", CONTEXT)));
      case HANGS -> runtime.answers(CompletableFuture::new);
      case DIES -> runtime.answers(new Failed<>(RecordedRuntime.SHUT_DOWN));
      case FLOODS -> runtime.answers(new Done<>(RecordedRuntime.tokens("x".repeat(2 << 20))));
      case BABBLES ->
          runtime.answers(new Done<>(new Tokens(null, Secret.of("<p>hush</p>"), "", "", false)));
      case REPEATS -> runtime.answers(() -> completedTwice(token, "second"));
      // The answer to another's call completes that call, whoever it comes from.
      case IS_FORGED ->
          runtime.answers(
              () -> {
                assertThat(completedTwice(new Done<>(RecordedRuntime.tokens("forged")), "forged"))
                    .isDone();
                return CompletableFuture.completedFuture(token);
              });
    }
  }

  private static CompletableFuture<Outcome<Tokens>> completedTwice(
      Outcome<Tokens> first, String second) {
    CompletableFuture<Outcome<Tokens>> answer = new CompletableFuture<>();
    answer.complete(first);
    answer.complete(new Done<>(RecordedRuntime.tokens(second)));
    return answer;
  }
}
