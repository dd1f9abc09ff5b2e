package dev.latchkey.cli;

import dev.latchkey.domain.token.TokenResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How a token is printed. The names are what people type. */
enum TokenFormat {
  /** One JSON object. */
  json {
    @Override
    String print(TokenResult result, Map<String, String> proof) {
      return TokenJson.of(result, proof);
    }
  },
  /** The header to send with a request; with a proof there may be two. */
  header {
    @Override
    String print(TokenResult result, Map<String, String> proof) {
      Map<String, String> fields =
          proof.isEmpty() ? Map.of("Authorization", result.authorizationHeader()) : proof;
      return fields.entrySet().stream()
          .map(it -> it.getKey() + ": " + it.getValue())
          .collect(Collectors.joining(System.lineSeparator()));
    }
  },
  /** Assignments for a shell to evaluate. */
  env {
    @Override
    String print(TokenResult result, Map<String, String> proof) {
      List<String> lines = new ArrayList<>();
      lines.add(assignment("LATCHKEY_ACCESS_TOKEN", result.accessToken().reveal()));
      lines.add(assignment("LATCHKEY_TOKEN_TYPE", result.tokenType().value()));
      lines.add(assignment("LATCHKEY_EXPIRES_ON", "" + result.expiresAt().getEpochSecond()));
      proof.forEach(
          (name, value) ->
              lines.add(assignment("LATCHKEY_" + name.toUpperCase(Locale.ROOT), value)));
      return String.join(System.lineSeparator(), lines);
    }
  };

  abstract String print(TokenResult result, Map<String, String> proof);

  // The value comes from a server: within single quotes a shell runs nothing.
  private static String assignment(String name, String value) {
    return "export " + name + "='" + value.replace("'", "'\\''") + "'";
  }
}
