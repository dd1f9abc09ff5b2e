package dev.latchkey.cli.doctor;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.TlsSettings;
import dev.latchkey.spi.http.Trust;
import dev.latchkey.spi.time.TimeSource;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/**
 * From when until when the certificates of an authority are good, and who issued them. They are
 * looked at whether trusted or not; nothing is sent but the handshake.
 */
public final class CertificateCheck implements Check {

  private static final Duration SOON = Duration.ofDays(14);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Authority authority;
  private final HttpSettings settings;
  private final TimeSource time;

  /**
   * Prepares the check.
   *
   * @param authority whose
   * @param settings how to connect
   * @param time our clock
   */
  public CertificateCheck(Authority authority, HttpSettings settings, TimeSource time) {
    this.authority = authority;
    this.settings = settings;
    this.time = time;
  }

  @Override
  public String subject() {
    return "certificate";
  }

  @Override
  public List<Finding> run() {
    HostAndPort asked = Way.asked(authority.uri());
    try (Socket plain = Way.open(authority.uri(), settings);
        SSLSocket socket = secured(plain, asked)) {
      socket.startHandshake();
      List<Finding> findings = new ArrayList<>();
      for (Certificate each : socket.getSession().getPeerCertificates()) {
        if (each instanceof X509Certificate certificate) {
          findings.add(judged(certificate));
        }
      }
      return findings;
    } catch (IOException e) {
      return List.of(
          Finding.fail(subject(), "no TLS handshake with " + asked + ": " + e.getMessage()));
    }
  }

  private SSLSocket secured(Socket plain, HostAndPort asked) throws IOException {
    TlsSettings any = TlsSettings.of(Trust.insecureTrustAnyServer());
    SSLSocket socket =
        (SSLSocket)
            any.context(Optional.empty())
                .getSocketFactory()
                .createSocket(plain, asked.host(), asked.port(), true);
    socket.setSSLParameters(any.parameters());
    return socket;
  }

  private Finding judged(X509Certificate certificate) {
    Instant now = time.instant();
    Instant begins = certificate.getNotBefore().toInstant();
    Instant ends = certificate.getNotAfter().toInstant();
    String words =
        certificate.getSubjectX500Principal().getName()
            + ", issued by "
            + certificate.getIssuerX500Principal().getName()
            + ", is good from "
            + DAY.format(begins)
            + " to "
            + DAY.format(ends);
    if (now.isBefore(begins)) {
      return Finding.fail(subject(), words + "; not yet by this clock");
    }
    if (now.isAfter(ends)) {
      return Finding.fail(subject(), words + "; it has expired");
    }
    return Duration.between(now, ends).compareTo(SOON) < 0
        ? Finding.warn(subject(), words + "; it expires soon")
        : Finding.ok(subject(), words);
  }
}
