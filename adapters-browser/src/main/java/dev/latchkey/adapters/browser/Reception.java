package dev.latchkey.adapters.browser;

import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.spi.browser.RedirectAnswer;
import dev.latchkey.spi.browser.RedirectCheck;
import dev.latchkey.spi.browser.RedirectCheck.Verdict;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where connections that bring answers meet the one who waits for them. */
final class Reception {

  private static final System.Logger LOG = System.getLogger(Reception.class.getName());

  // A browser that takes no page for so long goes without.
  private static final Duration LONGEST_PAGE = Duration.ofSeconds(1);

  private final CompletableFuture<RedirectCheck> check = new CompletableFuture<>();
  private final CompletableFuture<RedirectAnswer> accepted = new CompletableFuture<>();
  private final CountDownLatch shown = new CountDownLatch(1);

  /** Has an answer judged. Of several that are accepted at once, one wins. */
  Verdict present(RedirectAnswer answer, Duration patience) {
    try {
      Verdict verdict = check.get(patience.toNanos(), TimeUnit.NANOSECONDS).judge(answer);
      return !verdict.ends() || accepted.complete(answer) ? verdict : refused(Refusal.OVER);
    } catch (TimeoutException | CancellationException e) {
      return refused(Refusal.NOT_WAITING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refused(Refusal.NOT_WAITING);
    } catch (ExecutionException | RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the check of the redirect failed with {0}; the wait goes on",
          e.getClass().getName());
      return refused(Refusal.FAILED);
    }
  }

  private static Verdict refused(Refusal reason) {
    return Verdict.passedOver(reason.page());
  }

  /** The accepted page is on its way, or cannot be. */
  void shown() {
    shown.countDown();
  }

  RedirectAnswer await(
      RedirectCheck judge, URI redirectUri, Deadline deadline, Cancellation cancellation) {
    if (!check.complete(judge) && !check.isCancelled()) {
      throw new IllegalStateException("a listener waits for one answer only; open another");
    }
    Cancellation.Registration registration = cancellation.onCancel(this::close);
    try {
      RedirectAnswer answer = acceptedWithin(deadline, redirectUri);
      if (!shown.await(LONGEST_PAGE.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.log(System.Logger.Level.DEBUG, "the browser did not take the page");
      }
      return answer;
    } catch (CancellationException e) {
      cancellation.throwIfCancelled();
      throw new CancelledException("the listener was closed while it waited for the redirect");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("the thread was interrupted while it waited for the redirect");
    } finally {
      registration.close();
    }
  }

  private RedirectAnswer acceptedWithin(Deadline deadline, URI redirectUri)
      throws InterruptedException {
    try {
      return accepted.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } catch (TimeoutException e) {
      accepted.cancel(false);
      if (!accepted.isCancelled()) {
        return accepted.join();
      }
      throw new TransportException(
          TransportException.Reason.TIMED_OUT,
          "no browser came back to "
              + redirectUri
              + " within "
              + deadline.total().toSeconds()
              + " s; finish the sign-in sooner or allow more time",
          e);
    }
  }

  /** Ends every wait. */
  void close() {
    accepted.cancel(false);
    check.cancel(false);
  }
}
