package dev.latchkey.sandbox;

import java.util.Optional;

/** The secret in the body. */
final class SecretPost implements ClientAuthentication {

  @Override
  public String method() {
    return "client_secret_post";
  }

  @Override
  public boolean isUsedBy(RecordedRequest request) {
    return request.formParameter("client_secret").isPresent();
  }

  @Override
  public Optional<String> clientId(RecordedRequest request) {
    return request.formParameter("client_id");
  }

  @Override
  public void check(RecordedRequest request, SandboxApplication application, ProofTerms terms)
      throws Refusal {
    if (!application.postAllowed()) {
      throw new Refusal(
          Refusal.Reason.METHOD_NOT_ALLOWED,
          "the application may not send its secret in the body.");
    }
    if (!application.acceptsSecret(request.formParameter("client_secret").orElse(""))) {
      throw WrongSecret.of(application);
    }
  }
}
