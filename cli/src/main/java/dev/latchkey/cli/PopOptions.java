package dev.latchkey.cli;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.scheme.DpopScheme;
import dev.latchkey.domain.scheme.KeyBoundScheme;
import dev.latchkey.domain.scheme.ProtectedRequest;
import dev.latchkey.domain.scheme.SignedRequestScheme;
import dev.latchkey.domain.token.TokenResult;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Binds the token to a key that is made for this run, and signs one request with it. */
final class PopOptions {

  @Option(
      names = "--pop",
      paramLabel = "URL",
      description =
          "Binds the token to a key and signs one request to this address: a signed HTTP request,"
              + " or DPoP with --oidc-authority.")
  private @Nullable URI url;

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
    // Both before anything is sent.
    return request()
        .map(
            it ->
                authority.filter(OidcAuthority.class::isInstance).isPresent()
                    ? DpopScheme.create()
                    : SignedRequestScheme.create());
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
