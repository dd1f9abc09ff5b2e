package dev.latchkey.sandbox;

import java.util.Map;

/** Refuses as RFC 6749, section 5.2, says, and no more. */
final class RealmErrors implements ErrorDialect {

  @Override
  public Answer answer(RecordedRequest request, Refusal refusal) {
    Answer answer = Answer.json(refusal.reason().realmStatus(), parameters(request, refusal));
    // The scheme that the client tried must be named in return.
    return answer.status() == 401 && request.header("Authorization").isPresent()
        ? answer.with("WWW-Authenticate", "Basic realm=\"sandbox\"")
        : answer;
  }

  @Override
  public Map<String, String> parameters(RecordedRequest request, Refusal refusal) {
    return Map.of("error", refusal.realmError(), "error_description", refusal.text());
  }
}
