package dev.latchkey.cli;

import dev.latchkey.client.UserClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.scheme.AuthScheme;
import dev.latchkey.domain.scheme.DpopScheme;
import dev.latchkey.domain.scheme.KeyBoundScheme;
import dev.latchkey.domain.scheme.PopAuthScheme;
import dev.latchkey.domain.scheme.ProtectedRequest;
import dev.latchkey.domain.scheme.SignedRequestScheme;
import dev.latchkey.domain.token.TokenResult;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Binds the token to a key, and signs one request with it. */
final class PopOptions {

  @Option(
      names = "--pop",
      paramLabel = "URL",
      description =
          "Binds the token to a key and signs one request to this address: a signed HTTP request,"
              + " or DPoP with --oidc-authority. With --broker the broker's key signs.")
  private @Nullable URI url;

  @Option(
      names = "--pop-key",
      paramLabel = "PEM",
      description =
          "Binds it to the key in this file, which has its certificate as well: EC on P-256 for"
              + " DPoP, else RSA. Without it a key is made for this run.")
  private @Nullable Path key;

  @Option(
      names = "--pop-method",
      paramLabel = "M",
      defaultValue = "GET",
      description = "The method of that request (default: ${DEFAULT-VALUE}).")
  private String method = "GET";

  @Option(
      names = "--pop-nonce",
      paramLabel = "N",
      description = "What the resource's challenge said.")
  private @Nullable String nonce;

  /** {@return how to bind the token; empty if it is a bearer token} */
  Optional<KeyBoundScheme> scheme(Optional<Authority> authority) {
    if (key != null && url == null) {
      throw new IllegalArgumentException(
          "--pop-key binds nothing without --pop, which says what to call; give both or none");
    }
    // Both before anything is sent.
    return request().map(it -> isDpop(authority) ? dpop() : signedRequests());
  }

  private static boolean isDpop(Optional<Authority> authority) {
    return authority.filter(OidcAuthority.class::isInstance).isPresent();
  }

  private KeyBoundScheme dpop() {
    return key == null
        ? DpopScheme.create()
        : DpopScheme.of(SigningAlgorithm.ES256, KeySource.pem(key));
  }

  private KeyBoundScheme signedRequests() {
    return key == null ? SignedRequestScheme.create() : SignedRequestScheme.of(KeySource.pem(key));
  }

  /**
   * Before anything is sent: providers bind what refreshes a public client's tokens to the key (RFC
   * 9449, section 5), so that it is worth nothing in a file once the key is gone.
   */
  void requireLastingKey(RequestOptions options, boolean isPublic) {
    if (isPublic
        && url != null
        && key == null
        && options.keepsTokens()
        && isDpop(options.authority())) {
      throw new IllegalArgumentException(
          "--pop with --cache keeps a refresh token that is good for one key only, and a key made"
              + " for this run is gone when it ends; give a key that stays with --pop-key, or leave"
              + " --cache out");
    }
  }

  /** {@return how to bind the token, by the broker's key if the broker is asked} */
  Optional<? extends AuthScheme> scheme(Optional<Authority> authority, BrokerOption broker) {
    if (url == null || !broker.isGiven()) {
      return scheme(authority);
    }
    if (key != null) {
      throw new IllegalArgumentException(
          "--broker signs with a key of its own; leave out either it or --pop-key");
    }
    if (isDpop(authority)) {
      throw new IllegalArgumentException(
          "--broker does not go with --pop and --oidc-authority: brokers serve Entra alone; leave"
              + " --broker out");
    }
    if (nonce == null) {
      throw new IllegalArgumentException(
          "--pop with --broker needs --pop-nonce, which is in the resource's challenge"
              + " (WWW-Authenticate); leave --broker out to sign without one");
    }
    return Optional.of(new PopAuthScheme(method, url, nonce));
  }

  /** Before anything is sent: what a broker is to sign needs one. */
  void requireSigner(UserClient client, BrokerOption broker) {
    if (url != null && broker.isGiven() && !client.isPopSupported()) {
      throw new IllegalArgumentException(
          "--pop with --broker needs an identity broker, and none answers here; leave --broker out"
              + " to sign with a key made for this run");
    }
  }

  /** {@return the header fields of the request; none if it is not asked for} */
  Map<String, String> headers(TokenResult result) {
    return request().map(result::headersFor).orElse(Map.of());
  }

  private Optional<ProtectedRequest> request() {
    if (url == null) {
      return Optional.empty();
    }
    ProtectedRequest request = ProtectedRequest.of(method, url);
    return Optional.of(nonce == null ? request : request.nonce(nonce));
  }
}
