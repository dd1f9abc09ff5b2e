package dev.latchkey.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.time.TimeSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CertificateCheckTest {

  private static final Pattern END =
      Pattern.compile("to (\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d) UTC");

  private static Sandbox sandbox;

  @BeforeAll
  static void start() {
    sandbox = Sandbox.start();
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  private static List<Finding> at(Instant now) {
    return new CertificateCheck(
            Authority.oidc(sandbox.oidcAuthority("demo")),
            HttpSettings.defaults(),
            TimeSource.of(Clock.fixed(now, ZoneOffset.UTC)))
        .run();
  }

  @Test
  void looksAtCertificatesWhetherTrustedOrNot() {
    assertThat(at(Instant.now()))
        .isNotEmpty()
        .allMatch(finding -> finding.verdict() == Finding.Verdict.OK)
        .allMatch(finding -> finding.words().contains("issued by"));
  }

  @Test
  void tellsThatACertificateIsNoMoreOrNotYetGood() {
    assertThat(at(Instant.parse("2199-01-01T00:00:00Z")).get(0).words()).endsWith("it has expired");
    assertThat(at(Instant.parse("2001-01-01T00:00:00Z")).get(0).words())
        .endsWith("not yet by this clock");
    assertThat(at(Instant.parse("2001-01-01T00:00:00Z")).get(0).verdict())
        .isEqualTo(Finding.Verdict.FAIL);
  }

  @Test
  void warnsBeforeACertificateExpires() {
    Matcher end = END.matcher(at(Instant.now()).get(0).words());
    assertThat(end.find()).isTrue();
    Instant soon =
        Instant.parse(end.group(1) + "T" + end.group(2) + ":00Z").minus(Duration.ofDays(3));

    assertThat(at(soon).get(0).verdict()).isEqualTo(Finding.Verdict.WARN);
    assertThat(at(soon).get(0).words()).endsWith("it expires soon");
  }
}
