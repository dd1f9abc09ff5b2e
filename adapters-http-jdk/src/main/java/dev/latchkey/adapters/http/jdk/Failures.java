package dev.latchkey.adapters.http.jdk;

import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.error.TransportException.Reason;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Says what a failure means. */
final class Failures {

  private Failures() {}

  static TransportException of(Throwable e, URI uri, boolean bodyBegun) {
    if (has(e, HttpConnectTimeoutException.class)) {
      return new TransportException(
          Reason.NOT_CONNECTED,
          "connecting to "
              + peer(uri)
              + " took longer than the connect timeout; check that the host is up and that firewall"
              + " and proxy settings let it through",
          e);
    }
    if (has(e, ConnectException.class)
        || has(e, UnresolvedAddressException.class)
        || has(e, UnknownHostException.class)) {
      return new TransportException(
          Reason.NOT_CONNECTED,
          "no connection to "
              + peer(uri)
              + "; check its name, that it is up and that firewall and proxy settings let it"
              + " through",
          e);
    }
    if (has(e, SSLHandshakeException.class) || has(e, SSLException.class) && !bodyBegun) {
      return new TransportException(
          Reason.UNTRUSTED,
          "the TLS handshake with "
              + peer(uri)
              + " failed; check its certificate, the trusted authorities and the protocol version",
          e);
    }
    if (has(e, ProtocolException.class)) {
      return isHeadLimit(e) ? tooLarge(uri, e) : malformed(uri, "is not HTTP", e);
    }
    return new TransportException(
        Reason.INTERRUPTED,
        "the connection to "
            + peer(uri)
            + " broke before the answer was complete; the request may have been acted upon",
        e);
  }

  private static boolean has(@Nullable Throwable e, Class<? extends Throwable> type) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The client's own cap on headers has no type of its own; only the wording of the text differs.
   */
  private static boolean isHeadLimit(@Nullable Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof ProtocolException
          && String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT).contains("size")) {
        return true;
      }
    }
    return false;
  }

  static TransportException timedOut(URI uri, Duration time) {
    return new TransportException(
        Reason.TIMED_OUT,
        "no complete answer from "
            + peer(uri)
            + " within "
            + time.toMillis()
            + " ms; raise the timeout if the host is known to be slow",
        null);
  }

  static TransportException proxyRefused(URI uri) {
    return new TransportException(
        Reason.NOT_CONNECTED,
        "the proxy wants credentials (407) for the way to "
            + peer(uri)
            + "; use latchkey-adapters-http, which can give them",
        FailureDetails.none().withAnswer(407, null, null),
        null);
  }

  static TransportException tooLarge(URI uri, @Nullable Throwable cause) {
    return new TransportException(
        Reason.TOO_LARGE,
        "the answer of "
            + peer(uri)
            + " is larger than 1 MiB of body or 64 KiB of headers; check that it is the right host",
        cause);
  }

  static TransportException malformed(URI uri, String what, @Nullable Throwable cause) {
    return new TransportException(
        Reason.MALFORMED,
        "the answer of " + peer(uri) + " " + what + "; check that it is the right host and port",
        cause);
  }

  static ConfigurationException closed() {
    return new ConfigurationException("the HTTP transport is closed; open another one");
  }

  private static String peer(URI uri) {
    int port = uri.getPort();
    return uri.getHost()
        + ":"
        + (port > 0 ? port : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80);
  }
}
