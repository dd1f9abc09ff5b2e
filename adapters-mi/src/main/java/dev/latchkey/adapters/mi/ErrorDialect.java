package dev.latchkey.adapters.mi;

import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How hosts say what is wrong; each has its own way, and OAuth's members are one of them. */
enum ErrorDialect {
  /** The members of OAuth. */
  OAUTH {
    @Override
    OAuthError read(Answer answer) {
      return error(
          answer.text("error").or(() -> answer.text("error", "code")).orElse("invalid_request"),
          answer
              .text("error_description")
              .or(() -> answer.text("error", "message"))
              .or(() -> answer.text("message"))
              .orElse(null));
    }
  },
  /** A status and a message, which are about the resource as a rule. */
  STATUS_AND_MESSAGE {
    @Override
    OAuthError read(Answer answer) {
      Optional<String> message = answer.text("message");
      return message.isEmpty()
          ? OAUTH.read(answer)
          : error(
              "invalid_scope",
              answer.text("statusCode").map(it -> it + ", ").orElse("") + message.get());
    }
  },
  /** Anything, which is about the resource as a rule. */
  WHOLE_TEXT {
    @Override
    OAuthError read(Answer answer) {
      return error("invalid_scope", answer.response().bodyText());
    }
  },
  /** A code of its own within an error, told in words of OAuth. */
  OWN_CODES {
    @Override
    OAuthError read(Answer answer) {
      String code =
          answer
              .text("error", "code")
              .map(it -> CODES.getOrDefault(it, "invalid_request"))
              .orElse("invalid_request");
      return error(code, answer.response().bodyText());
    }
  },
  /** Anything at all. */
  UNTOLD {
    @Override
    OAuthError read(Answer answer) {
      return error("invalid_request", answer.response().bodyText());
    }
  };

  private static final Map<String, String> CODES =
      Map.of(
          "SecretHeaderNotFound",
          "unauthorized_client",
          "ManagedIdentityNotFound",
          "invalid_client",
          "ArgumentNullOrEmpty",
          "invalid_scope");

  abstract OAuthError read(Answer answer);

  private static OAuthError error(String code, @Nullable String description) {
    return OAuthError.builder(new OAuthErrorCode(code)).description(description).build();
  }
}
