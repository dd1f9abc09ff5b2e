package dev.latchkey.cli;

import dev.latchkey.domain.error.AuthResponseException;
import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.CredentialUnavailableException;
import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.domain.error.IdTokenException;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TransportException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the shell is told. Scripts branch on these, so they never change their meaning. */
final class ExitCode {

  static final int DONE = 0;
  static final int UNEXPECTED = 1;
  static final int USAGE = 2;
  static final int INTERACTION_REQUIRED = 3;
  static final int REJECTED = 4;
  static final int TRANSPORT = 5;
  static final int CACHE = 6;
  static final int BROKER = 7;
  static final int CANCELLED = 130;

  /** What the help says about them. */
  static Map<String, String> help() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("" + DONE, "done");
    texts.put("" + UNEXPECTED, "unexpected failure, or a check or scene failed");
    texts.put("" + USAGE, "wrong usage or configuration");
    texts.put("" + INTERACTION_REQUIRED, "a person has to sign in");
    texts.put("" + REJECTED, "rejected by the service");
    texts.put("" + TRANSPORT, "the service could not be reached");
    texts.put("" + CACHE, "the token cache failed");
    texts.put("" + BROKER, "the broker failed");
    texts.put("" + CANCELLED, "cancelled");
    return texts;
  }

  private ExitCode() {}

  static int of(Throwable failure) {
    if (failure instanceof InteractionRequiredException) {
      return INTERACTION_REQUIRED;
    }
    if (failure instanceof ServiceException
        || failure instanceof AuthResponseException
        || failure instanceof IdTokenException) {
      return REJECTED;
    }
    if (failure instanceof TransportException) {
      return TRANSPORT;
    }
    if (failure instanceof CacheException) {
      return CACHE;
    }
    if (failure instanceof BrokerException) {
      return BROKER;
    }
    if (failure instanceof CancelledException) {
      return CANCELLED;
    }
    // The library names the argument at fault; every argument here comes from an option, and so
    // do the keys and files that it cannot use.
    return failure instanceof ConfigurationException
            || failure instanceof CryptoException
            || failure instanceof CredentialUnavailableException
            || failure instanceof IllegalArgumentException
        ? USAGE
        : UNEXPECTED;
  }
}
