package dev.latchkey.adapters.broker;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.emulator.Dialects;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * MSALRuntime as its binding shows it: keeps what it was asked, and answers as recorded. Failures
 * have the words of the binding, version 0.13.10.
 */
final class RecordedRuntime implements MsalRuntime {

  /** What the binding says of calls under way when the process ends. */
  static final String SHUT_DOWN = "MSALRuntime shutdown API called before operation could complete";

  /** One thing it was asked. */
  record Asked(String call, long window, String correlationId, String whom, Wish wish) {}

  private static final Wish NONE = new Wish("", "", "", "", null, null, Map.of());

  private final String knownAccount;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger withdrawn = new AtomicInteger();
  private final AtomicInteger handles = new AtomicInteger();
  private volatile Supplier<CompletableFuture<Outcome<Tokens>>> tokens = CompletableFuture::new;
  private volatile Outcome<Boolean> signOut = new Done<>(true);
  private volatile boolean isShutDown;

  RecordedRuntime(String knownAccount) {
    this.knownAccount = knownAccount;
  }

  static Tokens tokens(String accessToken) {
    return new Tokens(
        Secret.of(accessToken), Secret.of("a.b.c"), Dialects.UID, Dialects.clientInfo(), false);
  }

  static String refusal(String status, String context) {
    return "User interaction required, re-try this request using an interactive flow. Context: "
        + context
        + " | Response status: MSALRUNTIME_RESPONSE_STATUS_"
        + status
        + " | Tag: 557973642 | Error code: -895573990";
  }

  void answers(Supplier<CompletableFuture<Outcome<Tokens>>> each) {
    this.tokens = each;
  }

  void answers(Outcome<Tokens> each) {
    answers(() -> CompletableFuture.completedFuture(each));
  }

  void answersSignOut(Outcome<Boolean> each) {
    this.signOut = each;
  }

  void shutDown() {
    this.isShutDown = true;
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  Asked last() {
    return asked.get(asked.size() - 1);
  }

  int withdrawn() {
    return withdrawn.get();
  }

  /** How many people were handed out and not given back. */
  int handles() {
    return handles.get();
  }

  private <T> Call<T> call(Asked what, CompletableFuture<Outcome<T>> answer) {
    asked.add(what);
    return isShutDown ? Call.failed(SHUT_DOWN) : new Call<>(answer, withdrawn::incrementAndGet);
  }

  @Override
  public Call<Optional<Person>> person(String accountId, String correlationId) {
    Outcome<Optional<Person>> found;
    if (accountId.equals(knownAccount)) {
      if (!isShutDown) {
        handles.incrementAndGet();
      }
      found = new Done<>(Optional.of(handles::decrementAndGet));
    } else {
      found = new Failed<>(refusal("ACCOUNTNOTFOUND", "no such account"));
    }
    return call(
        new Asked("person", 0, correlationId, accountId, NONE),
        CompletableFuture.completedFuture(found));
  }

  @Override
  public Call<Tokens> signInSilently(Wish wish, String correlationId) {
    return call(new Asked("signInSilently", 0, correlationId, "", wish), tokens.get());
  }

  @Override
  public Call<Tokens> signInByPassword(
      Wish wish, String correlationId, String username, Secret password) {
    return call(
        new Asked("signInByPassword", 0, correlationId, username + " " + password.reveal(), wish),
        tokens.get());
  }

  @Override
  public Call<Tokens> signInInteractively(
      long window, Wish wish, String correlationId, String loginHint) {
    return call(
        new Asked("signInInteractively", window, correlationId, loginHint, wish), tokens.get());
  }

  @Override
  public Call<Tokens> acquireSilently(Wish wish, String correlationId, Person person) {
    return call(new Asked("acquireSilently", 0, correlationId, "", wish), tokens.get());
  }

  @Override
  public Call<Tokens> acquireInteractively(
      long window, Wish wish, String correlationId, Person person) {
    return call(new Asked("acquireInteractively", window, correlationId, "", wish), tokens.get());
  }

  @Override
  public Call<Boolean> signOut(String clientId, String correlationId, Person person) {
    return call(
        new Asked("signOut", 0, correlationId, clientId, NONE),
        CompletableFuture.completedFuture(signOut));
  }
}
