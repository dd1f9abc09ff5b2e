package dev.latchkey.adapters.broker;

import com.microsoft.azure.javamsalruntime.Account;
import com.microsoft.azure.javamsalruntime.AuthParameters;
import com.microsoft.azure.javamsalruntime.AuthResult;
import com.microsoft.azure.javamsalruntime.MsalInteropException;
import com.microsoft.azure.javamsalruntime.MsalRuntimeFuture;
import com.microsoft.azure.javamsalruntime.MsalRuntimeInterop;
import com.microsoft.azure.javamsalruntime.ReadAccountResult;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.spi.broker.ProofOfPossession;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * MSALRuntime by its published Java binding, which nothing else names: it is an optional library,
 * and loading it elsewhere than on Windows fails. Does nothing but translate.
 */
final class JavaMsalRuntime implements MsalRuntime {

  private static final System.Logger LOG = System.getLogger(JavaMsalRuntime.class.getName());

  // How the binding says that the account it was given has no handle.
  private static final String NO_ACCOUNT = "msalruntime_account_error";

  private final MsalRuntimeInterop interop = new MsalRuntimeInterop();

  // The binding keeps the calls under way in a map that was not made for several threads.
  private final ReentrantLock beginning = new ReentrantLock();

  /** There is one runtime in a process; the binding ends it together with that. */
  private static final class Only {
    private static final JavaMsalRuntime RUNTIME = new JavaMsalRuntime();
  }

  private record Native(Account account) implements Person {
    @Override
    public void close() {
      try {
        account.close();
      } catch (MsalInteropException e) {
        LOG.log(System.Logger.Level.DEBUG, "MSALRuntime did not take an account back", e);
      }
    }
  }

  private JavaMsalRuntime() {
    interop.startupMsalRuntime();
  }

  /**
   * Starts the runtime, once in a process.
   *
   * @throws LinkageError if the binding is missing or cannot be brought up here
   */
  static MsalRuntime start(boolean personalDataLogged) {
    MsalRuntime runtime = Only.RUNTIME;
    if (personalDataLogged) {
      // Of the whole process, so that nobody's wish is taken back for another's.
      MsalRuntimeInterop.enableLogging(true);
      MsalRuntimeInterop.enableLoggingPii(true);
    }
    return runtime;
  }

  @Override
  public Call<Optional<Person>> person(String accountId, String correlationId) {
    return begin(
        () -> interop.readAccountById(accountId, correlationId),
        it ->
            it instanceof ReadAccountResult read
                ? Optional.ofNullable(read.getAccount()).map(Native::new)
                : Optional.empty(),
        () -> {});
  }

  @Override
  public Call<Tokens> signInSilently(Wish wish, String correlationId) {
    return tokens(wish, Map.of(), it -> interop.signInSilently(it, correlationId));
  }

  @Override
  public Call<Tokens> signInByPassword(
      Wish wish, String correlationId, String username, Secret password) {
    return tokens(
        wish,
        Map.of("MSALRuntime_Username", username, "MSALRuntime_Password", password.reveal()),
        it -> interop.signInSilently(it, correlationId));
  }

  @Override
  public Call<Tokens> signInInteractively(
      long window, Wish wish, String correlationId, String loginHint) {
    return tokens(
        wish, Map.of(), it -> interop.signInInteractively(window, it, correlationId, loginHint));
  }

  @Override
  public Call<Tokens> acquireSilently(Wish wish, String correlationId, Person person) {
    return tokens(
        wish, Map.of(), it -> interop.acquireTokenSilently(it, correlationId, account(person)));
  }

  @Override
  public Call<Tokens> acquireInteractively(
      long window, Wish wish, String correlationId, Person person) {
    return tokens(
        wish,
        Map.of(),
        it -> interop.acquireTokenInteractively(window, it, correlationId, account(person)));
  }

  @Override
  public Call<Boolean> signOut(String clientId, String correlationId, Person person) {
    return begin(
        () -> interop.signOutSilently(clientId, correlationId, account(person)),
        it -> true,
        () -> {});
  }

  private static Account account(Person person) {
    return ((Native) person).account();
  }

  private Call<Tokens> tokens(
      Wish wish, Map<String, String> more, Function<AuthParameters, MsalRuntimeFuture> call) {
    AuthParameters parameters;
    try {
      parameters = parameters(wish, more);
    } catch (MsalInteropException e) {
      return Call.failed(text(e));
    }
    return begin(() -> call.apply(parameters), JavaMsalRuntime::read, parameters::close);
  }

  private static AuthParameters parameters(Wish wish, Map<String, String> more) {
    AuthParameters.AuthParametersBuilder builder =
        new AuthParameters.AuthParametersBuilder(wish.clientId(), wish.authority(), wish.scopes())
            .redirectUri(wish.redirectUri())
            .additionalParameters(wish.parameters())
            .additionalParameters(more);
    if (wish.claims() != null) {
      builder.claims(wish.claims());
    }
    ProofOfPossession proof = wish.proof();
    if (proof != null) {
      builder.popParameters(proof.method(), proof.uri(), proof.nonce());
    }
    return builder.build();
  }

  private static Tokens read(Object answer) {
    AuthResult result = (AuthResult) answer;
    try (Account account = result.getAccount()) {
      return new Tokens(
          secret(result.getAccessToken()),
          secret(result.getIdToken()),
          account.getAccountId(),
          account.getClientInfo(),
          result.isPopAuthorization());
    }
  }

  private static @Nullable Secret secret(@Nullable String text) {
    return text == null || text.isEmpty() ? null : Secret.of(text);
  }

  private <T> Call<T> begin(
      Supplier<MsalRuntimeFuture> call, Function<Object, T> read, Runnable atEnd) {
    MsalRuntimeFuture future;
    beginning.lock();
    try {
      future = call.get();
    } catch (MsalInteropException e) {
      atEnd.run();
      return Call.failed(text(e));
    } finally {
      beginning.unlock();
    }
    return new Call<>(
        future.handle((value, failure) -> outcome(value, failure, read, atEnd)),
        () -> withdraw(future));
  }

  // On a thread of the runtime's, which nothing may be thrown at.
  private static <T> Outcome<T> outcome(
      @Nullable Object value,
      @Nullable Throwable failure,
      Function<Object, T> read,
      Runnable atEnd) {
    try {
      atEnd.run();
      return value == null ? new Failed<>(text(failure)) : new Done<>(read.apply(value));
    } catch (RuntimeException e) {
      return new Failed<>(text(e));
    }
  }

  private static void withdraw(MsalRuntimeFuture future) {
    try {
      future.cancelAsyncOperation();
    } catch (MsalInteropException e) {
      LOG.log(System.Logger.Level.DEBUG, "MSALRuntime did not take a call back", e);
    }
  }

  private static String text(@Nullable Throwable failure) {
    if (failure instanceof MsalInteropException e) {
      return NO_ACCOUNT.equals(e.getErrorCode())
          ? MsalRuntimeFailures.UNKNOWN_ACCOUNT
          : String.valueOf(e.getErrorMessage());
    }
    return String.valueOf(failure);
  }
}
