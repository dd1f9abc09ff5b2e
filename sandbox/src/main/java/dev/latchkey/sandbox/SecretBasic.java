package dev.latchkey.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The secret in the header; id and secret are form-encoded before they are joined (RFC 6749,
 * section 2.3.1).
 */
final class SecretBasic implements ClientAuthentication {

  private static final String SCHEME = "Basic ";

  private record Pair(String id, String secret) {}

  @Override
  public String method() {
    return "client_secret_basic";
  }

  @Override
  public boolean isUsedBy(RecordedRequest request) {
    return request
        .header("Authorization")
        .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .isPresent();
  }

  @Override
  public Optional<String> clientId(RecordedRequest request) throws Refusal {
    return Optional.of(pair(request).id());
  }

  @Override
  public void check(RecordedRequest request, SandboxApplication application, ProofTerms terms)
      throws Refusal {
    if (!application.basicAllowed()) {
      throw new Refusal(
          Refusal.Reason.METHOD_NOT_ALLOWED,
          "the application may not send its secret in the header.");
    }
    if (!application.acceptsSecret(pair(request).secret())) {
      throw WrongSecret.of(application);
    }
  }

  private static Pair pair(RecordedRequest request) throws Refusal {
    String encoded = request.header("Authorization").orElse("").substring(SCHEME.length()).strip();
    try {
      String text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      if (colon >= 0) {
        return new Pair(
            Forms.decodeOne(text.substring(0, colon)), Forms.decodeOne(text.substring(colon + 1)));
      }
    } catch (IllegalArgumentException notBase64) {
      // Said below, in the words for both mistakes.
    }
    throw new Refusal(
        Refusal.Reason.WRONG_SECRET, "the Authorization header is not a base64 text of id:secret.");
  }
}
