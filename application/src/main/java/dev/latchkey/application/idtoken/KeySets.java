package dev.latchkey.application.idtoken;

import dev.latchkey.application.cache.ExpiringMap;
import dev.latchkey.application.flight.Turnstile;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.spi.crypto.TokenVerifier;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of issuers (RFC 7517, section 5), remembered for a day. One fetch at a time each;
 * for keys that the set does not have, at most one in five minutes.
 */
final class KeySets {

  private static final Duration MEMORY = Duration.ofDays(1);
  private static final Duration PAUSE = Duration.ofMinutes(5);
  private static final int MOST_ISSUERS = 1_000;

  private final ExpiringMap<URI, String> known;
  private final ExpiringMap<URI, Boolean> askedLately;
  private final Turnstile<URI> turnstile = new Turnstile<>();

  KeySets(TimeSource time) {
    this.known = new ExpiringMap<>(MOST_ISSUERS, MEMORY, time);
    this.askedLately = new ExpiringMap<>(MOST_ISSUERS, PAUSE, time);
  }

  /** {@return the keys as they are known, fetched if they are not} */
  String at(URI uri, Conversation conversation) {
    String keys = known.get(uri);
    return keys != null
        ? keys
        : turnstile.pass(
            uri,
            conversation.context().deadline(),
            () -> {
              String meanwhile = known.get(uri);
              if (meanwhile != null) {
                return meanwhile;
              }
              askedLately.put(uri, true);
              return fetch(uri, conversation);
            });
  }

  /** {@return newer keys than those that were no use; null if it is too early to ask again} */
  @Nullable String newerAt(URI uri, String useless, Conversation conversation) {
    return turnstile.<@Nullable String>pass(
        uri,
        conversation.context().deadline(),
        () -> {
          String meanwhile = known.get(uri);
          if (meanwhile != null && !meanwhile.equals(useless)) {
            return meanwhile;
          }
          return askedLately.putIfAbsent(uri, true) ? fetch(uri, conversation) : null;
        });
  }

  private String fetch(URI uri, Conversation conversation) {
    HttpResponse answer = conversation.get(uri);
    String why = fault(answer);
    if (why != null) {
      throw new ServiceException(
          "the key set of the issuer at " + uri.getHost() + " cannot be had: " + why,
          conversation
              .details()
              .withAnswer(
                  answer.status(), answer.headers().first("content-type").orElse(null), null),
          null);
    }
    String keys = answer.bodyText();
    known.put(uri, keys);
    return keys;
  }

  private static @Nullable String fault(HttpResponse answer) {
    if (answer.status() != 200) {
      return "status " + answer.status();
    }
    String text = answer.bodyText();
    if (text.length() > TokenVerifier.MAX_KEY_SET_LENGTH) {
      return "it has more than " + TokenVerifier.MAX_KEY_SET_LENGTH + " characters";
    }
    try {
      if (!(StrictJson.object(text).plain().get("keys") instanceof List<?> keys)) {
        return "it has no list of keys";
      }
      return keys.size() > TokenVerifier.MAX_KEYS
          ? "it has more than " + TokenVerifier.MAX_KEYS + " keys"
          : null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }
}
