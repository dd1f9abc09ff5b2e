package dev.latchkey.application.request;

/**
 * How the authority sends its answer to the redirect URI (OAuth 2.0 Multiple Response Type Encoding
 * Practices, section 2.1; Form Post Response Mode). There is no fragment among them: servers do not
 * see it.
 *
 * @since 0.1
 */
public enum ResponseMode {
  /** In the query of a GET. Safe as far as it goes: a code travels there, never a token. */
  QUERY("query"),
  /** In the body of a POST, where no history, log or referrer keeps the code. Recommended. */
  FORM_POST("form_post");

  private final String parameter;

  ResponseMode(String parameter) {
    this.parameter = parameter;
  }

  /** {@return the value that is sent} */
  public String parameter() {
    return parameter;
  }
}
