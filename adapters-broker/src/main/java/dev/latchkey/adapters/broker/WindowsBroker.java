package dev.latchkey.adapters.broker;

import dev.latchkey.adapters.broker.MsalRuntime.Call;
import dev.latchkey.adapters.broker.MsalRuntime.Done;
import dev.latchkey.adapters.broker.MsalRuntime.Failed;
import dev.latchkey.adapters.broker.MsalRuntime.Outcome;
import dev.latchkey.adapters.broker.MsalRuntime.Person;
import dev.latchkey.adapters.broker.MsalRuntime.Tokens;
import dev.latchkey.adapters.broker.MsalRuntime.Wish;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.spi.broker.Broker;
import dev.latchkey.spi.broker.BrokerAccount;
import dev.latchkey.spi.broker.BrokerAnswer;
import dev.latchkey.spi.broker.BrokerAvailability;
import dev.latchkey.spi.broker.BrokerCall;
import dev.latchkey.spi.broker.BrokerRefusal;
import dev.latchkey.spi.broker.BrokerRequest;
import dev.latchkey.spi.broker.BrokerStatus;
import dev.latchkey.spi.broker.BrokerToken;
import dev.latchkey.spi.broker.ParentWindow;
import dev.latchkey.spi.broker.PasswordSignIn;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The broker of Windows, which is asked through MSALRuntime. */
final class WindowsBroker implements Broker {

  // Nobody has this id; that the runtime says so shows that it answers.
  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

  // The binding does not tell when a token ends. With so little left the client keeps asking the
  // broker, whose own cache knows.
  private static final Duration LIFE = Duration.ofMinutes(5);

  private final MsalRuntime runtime;
  private final TimeSource time;
  private volatile boolean closed;

  WindowsBroker(MsalRuntime runtime, TimeSource time) {
    this.runtime = Objects.requireNonNull(runtime, "runtime");
    this.time = Objects.requireNonNull(time, "time");
  }

  /** What one operation waits by. */
  private record Patience(Deadline deadline, Cancellation cancellation) {

    <T> Outcome<T> await(Call<T> call) {
      CompletableFuture<Outcome<T>> result = call.result();
      Cancellation.Registration registration = cancellation.onCancel(() -> result.cancel(false));
      try {
        return result.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        call.withdraw().run();
        throw new BrokerException(
            "the identity broker did not answer within " + deadline.total(),
            FailureDetails.none(),
            null,
            true);
      } catch (InterruptedException e) {
        call.withdraw().run();
        Thread.currentThread().interrupt();
        throw new CancelledException("the call was interrupted while it waited for the broker");
      } catch (CancellationException e) {
        call.withdraw().run();
        throw new CancelledException("the call was cancelled by its caller");
      } catch (ExecutionException e) {
        throw new BrokerException("the identity broker failed", FailureDetails.none(), e);
      } finally {
        registration.close();
      }
    }
  }

  private Patience begin(Deadline deadline, Cancellation cancellation) {
    if (closed) {
      throw new IllegalStateException("the broker adapter was closed");
    }
    cancellation.throwIfCancelled();
    return new Patience(deadline, cancellation);
  }

  private static String id(BrokerCall call) {
    return call.correlationId().value().toString().toLowerCase(Locale.ROOT);
  }

  @Override
  public BrokerAvailability availability(Deadline deadline, Cancellation cancellation) {
    Patience patience = begin(deadline, cancellation);
    try {
      Outcome<Optional<Person>> found = patience.await(runtime.person(NOBODY, NOBODY));
      if (found instanceof Failed<Optional<Person>> failed
          && MsalRuntimeFailures.refusal(failed.text()).isEmpty()) {
        return BrokerAvailability.absent("MSALRuntime does not answer");
      }
      people(found).ifPresent(Person::close);
      return BrokerAvailability.present("MSALRuntime");
    } catch (BrokerException e) {
      return BrokerAvailability.absent(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Person> people(Outcome<Optional<Person>> found) {
    return found instanceof Done<Optional<Person>> done ? done.value() : Optional.empty();
  }

  @Override
  public BrokerAnswer acquireSilently(
      BrokerRequest request, Deadline deadline, Cancellation cancellation) {
    Patience patience = begin(deadline, cancellation);
    if (request.account().isEmpty()) {
      return answer(
          request, patience.await(runtime.signInSilently(wish(request), id(request.call()))));
    }
    Outcome<Optional<Person>> found = find(patience, request.call(), request.account().get());
    if (found instanceof Failed<Optional<Person>> failed) {
      return refusal(failed.text());
    }
    Optional<Person> known = people(found);
    if (known.isEmpty()) {
      return BrokerRefusal.of(
          BrokerStatus.ACCOUNT_UNUSABLE, "the account is not known to the broker");
    }
    try (Person person = known.get()) {
      return answer(
          request,
          patience.await(runtime.acquireSilently(wish(request), id(request.call()), person)));
    }
  }

  @Override
  public BrokerAnswer acquireInteractively(
      BrokerRequest request, ParentWindow parent, Deadline deadline, Cancellation cancellation) {
    Patience patience = begin(deadline, cancellation);
    long window =
        parent instanceof ParentWindow.Handle given ? given.handle() : MsalRuntime.CONSOLE;
    Optional<Person> known =
        request.account().flatMap(it -> people(find(patience, request.call(), it)));
    if (known.isEmpty()) {
      return answer(
          request,
          patience.await(
              runtime.signInInteractively(
                  window, wish(request), id(request.call()), request.loginHint().orElse(""))));
    }
    try (Person person = known.get()) {
      return answer(
          request,
          patience.await(
              runtime.acquireInteractively(window, wish(request), id(request.call()), person)));
    }
  }

  @Override
  public Optional<PasswordSignIn> passwordSignIn() {
    return Optional.of(
        (request, password, deadline, cancellation) ->
            answer(
                request,
                begin(deadline, cancellation)
                    .await(
                        runtime.signInByPassword(
                            wish(request),
                            id(request.call()),
                            request.loginHint().orElse(""),
                            password))));
  }

  // The binding has no list of people: who has signed in is found by id, and nobody else.
  @Override
  public List<BrokerAccount> accounts(
      BrokerCall call, Deadline deadline, Cancellation cancellation) {
    begin(deadline, cancellation);
    return List.of();
  }

  @Override
  public void removeAccount(
      BrokerCall call, BrokerAccount account, Deadline deadline, Cancellation cancellation) {
    Patience patience = begin(deadline, cancellation);
    Outcome<Optional<Person>> found = find(patience, call, account);
    if (found instanceof Failed<Optional<Person>> failed) {
      throw MsalRuntimeFailures.exception(failed.text());
    }
    Optional<Person> known = people(found);
    if (known.isEmpty()) {
      return;
    }
    try (Person person = known.get()) {
      if (patience.await(runtime.signOut(call.clientId().value(), id(call), person))
          instanceof Failed<Boolean> failed) {
        throw MsalRuntimeFailures.exception(failed.text());
      }
    }
  }

  private Outcome<Optional<Person>> find(
      Patience patience, BrokerCall call, BrokerAccount account) {
    Outcome<Optional<Person>> found =
        patience.await(
            runtime.person(account.localAccountId().orElseGet(() -> homeId(account)), id(call)));
    return found instanceof Failed<Optional<Person>> failed
            && MsalRuntimeFailures.refusal(failed.text())
                .filter(it -> it.status() == BrokerStatus.ACCOUNT_UNUSABLE)
                .isPresent()
        ? new Done<>(Optional.empty())
        : found;
  }

  // What stands before the tenant is the person's id at home.
  private static String homeId(BrokerAccount account) {
    String home = account.homeAccountId().value();
    int end = home.lastIndexOf('.');
    return end < 0 ? home : home.substring(0, end);
  }

  private static Wish wish(BrokerRequest request) {
    Map<String, String> parameters = new TreeMap<>(request.parameters());
    if (!request.authorityValidated()) {
      parameters.put("validateAuthority", "no");
    }
    return new Wish(
        request.call().clientId().value(),
        request.authority().toString(),
        String.join(" ", request.scopes().values()),
        request.call().redirectUri().toString(),
        request.claims().orElse(null),
        request.proof().orElse(null),
        parameters);
  }

  private BrokerAnswer answer(BrokerRequest request, Outcome<Tokens> outcome) {
    return outcome instanceof Done<Tokens> done
        ? token(request, done.value())
        : refusal(((Failed<Tokens>) outcome).text());
  }

  private static BrokerAnswer refusal(String text) {
    return MsalRuntimeFailures.refusal(text).orElseThrow(() -> MsalRuntimeFailures.exception(text));
  }

  private BrokerToken token(BrokerRequest request, Tokens tokens) {
    Secret accessToken = tokens.accessToken();
    if (accessToken == null) {
      throw new BrokerException("the identity broker answered without an access token");
    }
    Secret idToken = tokens.idToken();
    if ((long) accessToken.length()
            + (idToken == null ? 0 : idToken.length())
            + tokens.clientInfo().length()
        > MAX_MESSAGE_BYTES) {
      throw new BrokerException(
          "an answer of the identity broker has more than "
              + MAX_MESSAGE_BYTES
              + " bytes; it was not taken");
    }
    if (request.accessTokenToRenew().filter(accessToken::equals).isPresent()) {
      throw new BrokerException(
          "the identity broker of Windows answered with the access token that was to be replaced,"
              + " and its Java binding knows no way to insist; ask again when it has run out");
    }
    return BrokerToken.builder(
            accessToken,
            tokens.isSigned() ? TokenType.POP : TokenType.BEARER,
            time.instant().plus(LIFE),
            request.scopes())
        .idToken(idToken)
        .clientInfo(tokens.clientInfo().isEmpty() ? null : tokens.clientInfo())
        .account(account(request, tokens).orElse(null))
        .build();
  }

  // The runtime's own id of the person, by which it finds them again, goes with them.
  private static Optional<BrokerAccount> account(BrokerRequest request, Tokens tokens) {
    if (tokens.clientInfo().isEmpty() || tokens.accountId().isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonObject info =
          new BrokerJson()
              .object(
                  new String(
                      Base64.getUrlDecoder().decode(tokens.clientInfo()), StandardCharsets.UTF_8));
      return BrokerJson.text(info, "uid")
          .flatMap(uid -> BrokerJson.text(info, "utid").map(utid -> uid + "." + utid))
          .map(
              home ->
                  BrokerAccount.of(
                          new HomeAccountId(home),
                          new Environment(request.authority().getHost()),
                          "")
                      .localAccountId(tokens.accountId()));
    } catch (BrokerException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    // The runtime is the whole process's, and its binding ends it with that.
    closed = true;
  }
}
