package dev.latchkey.cli.doctor;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.http.HttpTransportProvider;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whether the authority's metadata can be had, what it says, and whether its clock is ours. */
public final class AuthorityCheck implements Check {

  private final Authority authority;
  private final HttpTransportProvider adapter;
  private final HttpSettings settings;
  private final TimeSource time;

  /**
   * Prepares the check.
   *
   * @param authority is asked
   * @param adapter asks
   * @param settings how to connect
   * @param time our clock
   */
  public AuthorityCheck(
      Authority authority, HttpTransportProvider adapter, HttpSettings settings, TimeSource time) {
    this.authority = authority;
    this.adapter = adapter;
    this.settings = settings;
    this.time = time;
  }

  @Override
  public String subject() {
    return "authority";
  }

  @Override
  public List<Finding> run() {
    HttpRequest request =
        HttpRequest.get(
            authority.metadataUri(), HttpHeaders.none().with("Accept", "application/json"));
    Instant before = time.instant();
    try (HttpTransport transport = adapter.open(settings)) {
      HttpResponse answer =
          transport.send(request, Deadline.after(settings.timeout(), time), Cancellation.none());
      Duration way = Duration.between(before, time.instant());
      List<Finding> findings = new ArrayList<>(metadata(answer, way));
      findings.add(ClockSkew.of(answer, before.plus(way.dividedBy(2))));
      return findings;
    } catch (TokenException e) {
      return List.of(Finding.fail(subject(), authority + " cannot be reached: " + e.getMessage()));
    }
  }

  private List<Finding> metadata(HttpResponse answer, Duration way) {
    if (answer.status() != 200) {
      return List.of(
          Finding.fail(
              subject(),
              authority
                  + " answered "
                  + answer.status()
                  + " for its metadata; is its path right?"));
    }
    return Metadata.read(answer.bodyText())
        .map(
            metadata -> {
              List<Finding> findings = new ArrayList<>();
              findings.add(
                  Finding.ok(
                      subject(), authority + " has metadata, read in " + way.toMillis() + " ms"));
              findings.addAll(metadata.findings(authority));
              findings.add(ClientVerdict.of(authority, adapter.name(), settings));
              return findings;
            })
        .orElseGet(
            () ->
                List.of(
                    Finding.fail(
                        subject(),
                        authority + " answered with something else than OpenID metadata")));
  }
}
