package dev.latchkey.adapters.http;

import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.error.TransportException.Reason;
import dev.latchkey.spi.http.HostAndPort;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/**
 * Says what a failure means. Why an exchange was stopped comes first: what the library throws then
 * is only the echo.
 */
final class Failures {

  private Failures() {}

  static RuntimeException of(
      Exception e, Exchange exchange, HostAndPort peer, boolean progressKnown) {
    Exchange.Stop stop = exchange.stopped();
    if (stop == null && Thread.currentThread().isInterrupted()) {
      stop = Exchange.Stop.INTERRUPTED;
    }
    if (stop == null && exchange.nanosLeft() <= 0) {
      stop = Exchange.Stop.DEADLINE;
    }
    if (stop == Exchange.Stop.CONNECT_TIMEOUT && exchange.phase() == Exchange.Phase.SENDING) {
      // It connected in the very moment: something may have been written since.
      return broken(e, exchange, peer, progressKnown);
    }
    if (stop != null) {
      return stopped(stop, e, exchange, peer);
    }
    if (e instanceof TokenException known) {
      return known;
    }
    if (e instanceof MessageConstraintException) {
      return Answers.tooLarge(peer);
    }
    // The library's client wraps its protocol errors in ClientProtocolException.
    if (e instanceof HttpException
        || e.getCause() instanceof HttpException
        || e instanceof MalformedChunkCodingException && !(e instanceof TruncatedChunkException)) {
      return Answers.malformed(peer, "is not HTTP", e);
    }
    if (e instanceof RuntimeException unexpected) {
      return unexpected;
    }
    return broken(e, exchange, peer, progressKnown);
  }

  private static TokenException stopped(
      Exchange.Stop stop, Exception e, Exchange exchange, HostAndPort peer) {
    return switch (stop) {
      case DEADLINE -> timedOut(peer, exchange.time());
      case CONNECT_TIMEOUT ->
          new TransportException(
              Reason.NOT_CONNECTED,
              (exchange.phase() == Exchange.Phase.SHAKING_HANDS
                      ? "the TLS handshake with "
                      : "connecting to ")
                  + peer
                  + " took longer than the connect timeout; check that the host is up and that"
                  + " firewall and proxy settings let it through",
              e);
      case CANCELLED ->
          new CancelledException(
              "the request was cancelled by its caller", FailureDetails.none(), e);
      case INTERRUPTED ->
          new CancelledException(
              "the thread was interrupted during the request", FailureDetails.none(), e);
      case CLOSED ->
          new CancelledException(
              "the HTTP transport was closed during the request", FailureDetails.none(), e);
    };
  }

  static TransportException timedOut(HostAndPort peer, Duration time) {
    return new TransportException(
        Reason.TIMED_OUT,
        "no complete answer from "
            + peer
            + " within "
            + time.toMillis()
            + " ms; raise the timeout if the host is known to be slow",
        null);
  }

  private static TokenException broken(
      Exception e, Exchange exchange, HostAndPort peer, boolean progressKnown) {
    // A borrowed client does not say how far it came: only what cannot happen later counts.
    boolean early =
        progressKnown
            ? exchange.phase() != Exchange.Phase.SENDING
            : e instanceof ConnectException
                || e instanceof ConnectTimeoutException
                || e instanceof NoRouteToHostException
                || e instanceof UnknownHostException;
    if (early) {
      return new TransportException(
          Reason.NOT_CONNECTED,
          "no connection to " + peer + "; check that it is up and that firewalls let it through",
          e);
    }
    if (!progressKnown
        && (e instanceof SSLHandshakeException || e instanceof SSLPeerUnverifiedException)) {
      return new TransportException(
          Reason.UNTRUSTED,
          "the TLS handshake with "
              + peer
              + " failed; check its certificate and the trusted"
              + " authorities",
          e);
    }
    return new TransportException(
        Reason.INTERRUPTED,
        "the connection to "
            + peer
            + (e instanceof SSLException
                ? " ended with a TLS failure after it was set up; check the client certificate"
                : " broke before the answer was complete; the request may have been acted upon"),
        e);
  }

  static ConfigurationException closed() {
    return new ConfigurationException("the HTTP transport is closed; open another one");
  }
}
