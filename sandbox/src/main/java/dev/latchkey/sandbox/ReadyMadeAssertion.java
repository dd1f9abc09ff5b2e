package dev.latchkey.sandbox;

import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.util.Optional;

/** A client assertion (RFC 7523, section 2.2) that was registered letter by letter. */
final class ReadyMadeAssertion implements ClientAuthentication {

  private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  @Override
  public String method() {
    return "private_key_jwt";
  }

  @Override
  public boolean isUsedBy(RecordedRequest request) {
    return request.formParameter("client_assertion").isPresent();
  }

  @Override
  public Optional<String> clientId(RecordedRequest request) {
    Optional<String> sent = request.formParameter("client_id");
    return sent.isPresent()
        ? sent
        : request.formParameter("client_assertion").flatMap(this::subject);
  }

  @Override
  public void check(RecordedRequest request, SandboxApplication application) throws Refusal {
    if (!request.formParameter("client_assertion_type").equals(Optional.of(TYPE))) {
      throw new Refusal(
          Refusal.Reason.WRONG_ASSERTION, "client_assertion_type must be '" + TYPE + "'.");
    }
    if (!application.acceptsAssertion(request.formParameter("client_assertion").orElse(""))) {
      throw new Refusal(
          Refusal.Reason.WRONG_ASSERTION, "The client assertion is not one that was registered.");
    }
  }

  private Optional<String> subject(String assertion) {
    try {
      return Optional.ofNullable(JWTParser.parse(assertion).getJWTClaimsSet().getSubject());
    } catch (ParseException notAJwt) {
      return Optional.empty();
    }
  }
}
