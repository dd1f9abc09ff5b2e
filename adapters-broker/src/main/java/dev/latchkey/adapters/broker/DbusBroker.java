package dev.latchkey.adapters.broker;

import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.spi.broker.Broker;
import dev.latchkey.spi.broker.BrokerAccount;
import dev.latchkey.spi.broker.BrokerAnswer;
import dev.latchkey.spi.broker.BrokerAvailability;
import dev.latchkey.spi.broker.BrokerCall;
import dev.latchkey.spi.broker.BrokerRefusal;
import dev.latchkey.spi.broker.BrokerRequest;
import dev.latchkey.spi.broker.BrokerStatus;
import dev.latchkey.spi.broker.ParentWindow;
import dev.latchkey.spi.broker.RequestSigning;
import dev.latchkey.spi.broker.SsoCookies;
import dev.latchkey.spi.system.EnvironmentReader;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The broker of a Linux desktop. */
final class DbusBroker implements Broker {

  private static final String PROTOCOL = "0.0";

  private final EnvironmentReader environment;
  private final BrokerRequests requests = new BrokerRequests();
  private final BrokerAnswers answers = new BrokerAnswers(new BrokerJson());
  private volatile boolean closed;

  DbusBroker(EnvironmentReader environment) {
    this.environment = Objects.requireNonNull(environment, "environment");
  }

  /** A connection and who is called over it. */
  private record Line(Bus bus, Peer broker) {

    String ask(String method, CorrelationId id, String request) {
      return bus.call(broker, method, PROTOCOL, text(id), request).text();
    }

    static String text(CorrelationId id) {
      return id.value().toString().toLowerCase(Locale.ROOT);
    }
  }

  private <T> T over(Deadline deadline, Cancellation cancellation, Function<Line, T> talk) {
    if (closed) {
      throw new IllegalStateException("the broker adapter was closed");
    }
    cancellation.throwIfCancelled();
    BusSocket socket = BusSocket.find(environment);
    try (Bus bus = Bus.open(socket, deadline, cancellation)) {
      return talk.apply(new Line(bus, bus.broker(socket.uid())));
    }
  }

  @Override
  public BrokerAvailability availability(Deadline deadline, Cancellation cancellation) {
    try {
      // Only brokers that tell their version are known; what does not is too old, or something
      // else.
      return BrokerAvailability.present(
          over(
              deadline,
              cancellation,
              line ->
                  answers.version(
                      line.ask(
                          "getLinuxBrokerVersion",
                          new CorrelationId(new UUID(0, 0)),
                          requests.version()))));
    } catch (BrokerException e) {
      return BrokerAvailability.absent(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public BrokerAnswer acquireSilently(
      BrokerRequest request, Deadline deadline, Cancellation cancellation) {
    return over(
        deadline,
        cancellation,
        line -> {
          Optional<JsonObject> account = account(line, request);
          return account.isEmpty()
              ? unknown(request)
              : token(
                  request,
                  line.ask(
                      "acquireTokenSilently",
                      request.call().correlationId(),
                      requests.silent(request, account.get())));
        });
  }

  // This broker has no default account; one that is alone on the device is as good as that.
  private Optional<JsonObject> account(Line line, BrokerRequest request) {
    List<JsonObject> records = records(line, request.call());
    if (request.account().isPresent()) {
      return record(records, request.account().get());
    }
    return records.size() == 1 ? Optional.of(records.get(0)) : Optional.empty();
  }

  private List<JsonObject> records(Line line, BrokerCall call) {
    return answers.records(line.ask("getAccounts", call.correlationId(), requests.call(call)));
  }

  private static Optional<JsonObject> record(List<JsonObject> records, BrokerAccount account) {
    String wanted = account.homeAccountId().value();
    return records.stream()
        .filter(
            it -> BrokerJson.text(it, "homeAccountId").filter(wanted::equalsIgnoreCase).isPresent())
        .findFirst();
  }

  private static BrokerAnswer unknown(BrokerRequest request) {
    return request.account().isPresent()
        ? BrokerRefusal.of(BrokerStatus.ACCOUNT_UNUSABLE, "the account is not known to the broker")
        : BrokerRefusal.of(
            BrokerStatus.INTERACTION_REQUIRED, "the broker has no account, or several");
  }

  private BrokerAnswer token(BrokerRequest request, String answer) {
    return answers.token(answer, request.scopes(), request.proof().isPresent());
  }

  @Override
  public BrokerAnswer acquireInteractively(
      BrokerRequest request, ParentWindow parent, Deadline deadline, Cancellation cancellation) {
    return over(
        deadline,
        cancellation,
        line -> {
          Optional<JsonObject> account =
              request.account().flatMap(it -> record(records(line, request.call()), it));
          try {
            return token(
                request,
                line.ask(
                    "acquireTokenInteractively",
                    request.call().correlationId(),
                    requests.interactive(request, account.orElse(null), parent)));
          } catch (CancelledException | BrokerException e) {
            withdraw(line, request.call());
            throw e;
          }
        });
  }

  // Nobody waits for the window any more. The flag is put aside, since it would close the line.
  private void withdraw(Line line, BrokerCall call) {
    boolean wasInterrupted = Thread.interrupted();
    try {
      line.bus()
          .post(
              line.broker(),
              "cancelInteractiveFlow",
              PROTOCOL,
              Line.text(call.correlationId()),
              requests.call(call));
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public List<BrokerAccount> accounts(
      BrokerCall call, Deadline deadline, Cancellation cancellation) {
    return over(
        deadline,
        cancellation,
        line ->
            records(line, call).stream()
                .flatMap(it -> BrokerAnswers.account(it).stream())
                .toList());
  }

  @Override
  public void removeAccount(
      BrokerCall call, BrokerAccount account, Deadline deadline, Cancellation cancellation) {
    over(
        deadline,
        cancellation,
        line -> {
          Optional<JsonObject> record = record(records(line, call), account);
          record.ifPresent(
              it ->
                  new BrokerJson()
                      .success(
                          line.ask(
                              "removeAccount", call.correlationId(), requests.signOut(call, it))));
          return record;
        });
  }

  @Override
  public Optional<RequestSigning> requestSigning() {
    return Optional.of(
        (call, account, proof, deadline, cancellation) ->
            over(
                deadline,
                cancellation,
                line ->
                    answers.signedRequest(
                        line.ask(
                            "generateSignedHttpRequest",
                            call.correlationId(),
                            requests.sign(call, account, proof)))));
  }

  @Override
  public Optional<SsoCookies> ssoCookies() {
    return Optional.of(
        (request, page, deadline, cancellation) ->
            over(
                deadline,
                cancellation,
                line ->
                    answers.cookies(
                        line.ask(
                            "acquirePrtSsoCookie",
                            request.call().correlationId(),
                            requests.cookie(
                                request,
                                account(line, request)
                                    .orElseThrow(
                                        () ->
                                            new BrokerException(
                                                "the account is not known to the broker")),
                                page)))));
  }

  @Override
  public void close() {
    closed = true;
  }
}
