package dev.latchkey.application.wstrust;

import dev.latchkey.application.cache.ExpiringMap;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gets an assertion for a user whose organization checks passwords itself. Safe for concurrent use.
 *
 * <p>The name goes to the authority and then, with the password, to the federation server that the
 * authority names; both over https alone. A password is sent once, whatever the answer: servers say
 * with the status of a failure that it is wrong, and count how often it was.
 */
public final class FederatedSignIn {

  private static final Duration MEMORY = Duration.ofDays(1);
  private static final int MOST_HOSTS = 1000;
  private static final int LONGEST_NAME = 1024;

  // Descriptions come as one of several types, and some servers know only theirs.
  private static final String ANY_XML = "application/xml, text/xml, */*;q=0.1";
  private static final String SOAP = "application/soap+xml; charset=utf-8";

  private final TimeSource time;
  private final RandomSource random;
  private final ExpiringMap<String, Boolean> withoutRealms;

  /**
   * Signs users of one client in.
   *
   * @param time dates requests
   * @param random names them
   */
  public FederatedSignIn(TimeSource time, RandomSource random) {
    this.time = Objects.requireNonNull(time, "time");
    this.random = Objects.requireNonNull(random, "random");
    this.withoutRealms = new ExpiringMap<>(MOST_HOSTS, MEMORY, time);
  }

  /**
   * Asks the authority who checks the user's password and, if it is a federation server, has it
   * checked there.
   *
   * @param authority of the Entra kind; asked on its own host
   * @param username the user's name
   * @param password read, and left as it is
   * @param conversation the operation
   * @return the assertion; empty if the authority checks the password itself
   * @throws IllegalArgumentException if the name is empty or longer than 1,024 characters, or name
   *     or password has characters that XML cannot carry
   * @throws dev.latchkey.domain.error.InteractionRequiredException if the federation server refuses
   *     name or password
   * @throws ServiceException if somebody answers with an error, or something that cannot be used
   */
  public Optional<SamlAssertion> assertion(
      Authority authority, String username, char[] password, Conversation conversation) {
    if (username.isBlank() || username.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "username has to have 1 to " + LONGEST_NAME + " characters");
    }
    UserRealm realm = realm(authority.uri(), username, conversation);
    if (realm == null || realm.kind() != UserRealm.Kind.FEDERATED) {
      return Optional.empty();
    }
    WsTrustEndpoint endpoint = endpoint(realm, conversation);
    try (WsTrustRequest request =
        WsTrustRequest.of(
            endpoint, realm.audience(), username, password, random.uuid(), time.instant())) {
      HttpHeaders headers =
          HttpHeaders.none()
              .with("content-type", SOAP)
              .with("soapaction", endpoint.version().action());
      HttpResponse answer = conversation.postOnce(endpoint.address(), headers, request.bytes());
      return Optional.of(WsTrustReader.read(answer, conversation.details()));
    }
  }

  private @Nullable UserRealm realm(URI authority, String username, Conversation conversation) {
    String host = authority.getRawAuthority();
    if (withoutRealms.get(host) != null) {
      return null;
    }
    HttpResponse answer = conversation.getTraced(UserRealmReader.question(authority, username));
    if (answer.status() == 404) {
      withoutRealms.put(host, true);
      return null;
    }
    String what = "the user realm of " + host;
    requireSuccess(what, answer, conversation);
    try {
      return UserRealmReader.read(answer.bodyText());
    } catch (IllegalArgumentException e) {
      throw unusable(what, answer, conversation, e);
    }
  }

  private static WsTrustEndpoint endpoint(UserRealm realm, Conversation conversation) {
    if (realm.endpoint() != null) {
      return realm.endpoint();
    }
    URI metadata = Objects.requireNonNull(realm.metadata(), "metadata");
    String what = "the federation metadata of " + metadata.getRawAuthority();
    HttpResponse answer = conversation.get(metadata, ANY_XML);
    requireSuccess(what, answer, conversation);
    try {
      WsTrustEndpoint endpoint = MexReader.read(XmlReader.decode(answer.body()));
      conversation.keep(metadata, answer);
      return endpoint;
    } catch (IllegalArgumentException e) {
      throw unusable(what, answer, conversation, e);
    }
  }

  private static void requireSuccess(String what, HttpResponse answer, Conversation conversation) {
    if (!answer.isSuccess()) {
      throw new ServiceException(
          what + " cannot be had: status " + answer.status(), details(answer, conversation), null);
    }
  }

  private static ServiceException unusable(
      String what, HttpResponse answer, Conversation conversation, IllegalArgumentException e) {
    return new ServiceException(
        what + " cannot be used: " + e.getMessage() + "; sign in with a browser instead",
        details(answer, conversation),
        e);
  }

  private static FailureDetails details(HttpResponse answer, Conversation conversation) {
    return conversation
        .details()
        .withAnswer(answer.status(), answer.headers().first("content-type").orElse(null), null);
  }
}
