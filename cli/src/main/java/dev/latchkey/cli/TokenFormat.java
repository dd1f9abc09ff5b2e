package dev.latchkey.cli;

import dev.latchkey.domain.token.TokenResult;

/** How a token is printed. The names are what people type. */
enum TokenFormat {
  /** One JSON object. */
  json {
    @Override
    String print(TokenResult result) {
      return TokenJson.of(result);
    }
  },
  /** The header to send with a request. */
  header {
    @Override
    String print(TokenResult result) {
      return "Authorization: " + result.authorizationHeader();
    }
  },
  /** Assignments for a shell to evaluate. */
  env {
    @Override
    String print(TokenResult result) {
      return String.join(
          System.lineSeparator(),
          assignment("LATCHKEY_ACCESS_TOKEN", result.accessToken().reveal()),
          assignment("LATCHKEY_TOKEN_TYPE", result.tokenType().value()),
          assignment("LATCHKEY_EXPIRES_ON", "" + result.expiresAt().getEpochSecond()));
    }
  };

  abstract String print(TokenResult result);

  // The value comes from a server: within single quotes a shell runs nothing.
  private static String assignment(String name, String value) {
    return "export " + name + "='" + value.replace("'", "'\\''") + "'";
  }
}
