package dev.latchkey.adapters.broker;

import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;

/** Reads the answers of brokers: strictly as to JSON, leniently as to what is left out. */
final class BrokerJson {

  private final JsonReaderFactory readers =
      Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

  /** Reads an object. */
  JsonObject object(String text) {
    try (JsonReader reader = readers.createReader(new StringReader(text))) {
      return reader.readObject();
    } catch (RuntimeException e) {
      // Of several kinds, and the parser quotes what it stumbled over, so its words stay behind.
      throw new BrokerException("the identity broker answered with something else than JSON");
    }
  }

  /** Reads the answer to anything but a wish for a token. */
  JsonObject success(String text) {
    JsonObject answer = object(text);
    if (answer.get("error") instanceof JsonObject error) {
      throw new BrokerException(
          "the identity broker refused; its own text is in error()",
          FailureDetails.none()
              .withError(
                  OAuthError.builder(new OAuthErrorCode("broker_error"))
                      .description(text(error, "context").orElse(""))
                      .build()),
          null);
    }
    return answer;
  }

  static Optional<String> text(JsonObject from, String name) {
    return from.get(name) instanceof JsonString text && !text.getString().isEmpty()
        ? Optional.of(text.getString())
        : Optional.empty();
  }
}
