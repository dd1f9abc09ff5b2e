package dev.latchkey.application.silent;

import dev.latchkey.application.events.Events;
import dev.latchkey.application.flight.TokenFlights;
import dev.latchkey.application.user.CloudShell;
import dev.latchkey.spi.time.TimeSource;
import java.util.Objects;
import java.util.concurrent.Executor;

/** Who is asked for a token that is not in the cache: made when somebody has to be. */
public final class SilentSources implements AutoCloseable {

  private final SilentRefresh refresh;
  private final SilentBroker broker;
  private final CloudShell cloudShell;
  private final TokenFlights<SilentKey> flights;

  /**
   * Names them.
   *
   * @param refresh redeems refresh tokens
   * @param broker asks the broker of the device, where there is one
   * @param cloudShell asked for people whom a shell speaks for; closed with these
   * @param executor runs flights; its threads may block
   * @param time measures
   * @param events is told
   */
  public SilentSources(
      SilentRefresh refresh,
      SilentBroker broker,
      CloudShell cloudShell,
      Executor executor,
      TimeSource time,
      Events events) {
    this.refresh = Objects.requireNonNull(refresh, "refresh");
    this.broker = Objects.requireNonNull(broker, "broker");
    this.cloudShell = Objects.requireNonNull(cloudShell, "cloud shell");
    this.flights = new TokenFlights<>(AcquireSilently.USE_CASE, executor, time, events);
  }

  SilentRefresh refresh() {
    return refresh;
  }

  SilentBroker broker() {
    return broker;
  }

  /** {@return the shell that speaks for the person who has it open} */
  public CloudShell cloudShell() {
    return cloudShell;
  }

  TokenFlights<SilentKey> flights() {
    return flights;
  }

  /** Ends the flights under way. */
  @Override
  public void close() {
    flights.close();
    cloudShell.close();
  }
}
