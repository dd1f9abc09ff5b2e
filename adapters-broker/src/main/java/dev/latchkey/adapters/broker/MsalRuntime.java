package dev.latchkey.adapters.broker;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.spi.broker.ProofOfPossession;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What MSALRuntime does on Windows, without a type of its Java binding, so that all but the binding
 * itself can be shown anywhere. A call begins at once and ends on a thread of the runtime's. What
 * goes wrong is an outcome, and nothing is thrown.
 */
interface MsalRuntime {

  /** A person whom the runtime knows; closed by whoever asked for them. */
  interface Person extends AutoCloseable {
    @Override
    void close();
  }

  /** How a call ended. */
  sealed interface Outcome<T> {}

  /** It was answered. */
  record Done<T>(T value) implements Outcome<T> {}

  /**
   * It failed.
   *
   * @param text the runtime's words, in which the binding hides status, tag and code
   */
  record Failed<T>(String text) implements Outcome<T> {}

  /**
   * A call under way.
   *
   * @param result never completed by an exception of the runtime's
   * @param withdraw tells the runtime that nobody waits any more; may be in vain
   */
  record Call<T>(CompletableFuture<Outcome<T>> result, Runnable withdraw) {

    static <T> Call<T> failed(String text) {
      return new Call<>(CompletableFuture.completedFuture(new Failed<>(text)), () -> {});
    }
  }

  /** A wish for a token, in the runtime's terms: scopes parted by spaces. */
  record Wish(
      String clientId,
      String authority,
      String scopes,
      String redirectUri,
      @Nullable String claims,
      @Nullable ProofOfPossession proof,
      Map<String, String> parameters) {}

  /** What a wish is answered with; what the runtime left out is null or empty. */
  record Tokens(
      @Nullable Secret accessToken,
      @Nullable Secret idToken,
      String accountId,
      String clientInfo,
      boolean isSigned) {}

  /** The runtime's window handle for the console of this process. */
  long CONSOLE = 0;

  Call<Optional<Person>> person(String accountId, String correlationId);

  Call<Tokens> signInSilently(Wish wish, String correlationId);

  Call<Tokens> signInByPassword(Wish wish, String correlationId, String username, Secret password);

  Call<Tokens> signInInteractively(long window, Wish wish, String correlationId, String loginHint);

  Call<Tokens> acquireSilently(Wish wish, String correlationId, Person person);

  Call<Tokens> acquireInteractively(long window, Wish wish, String correlationId, Person person);

  Call<Boolean> signOut(String clientId, String correlationId, Person person);
}
