/**
 * The nouns and rules of token acquisition: no input or output, no clock, no JSON, no cryptography.
 *
 * @since 0.1
 */
module dev.latchkey.domain {
  requires transitive static org.jspecify;

  exports dev.latchkey.domain.account;
  exports dev.latchkey.domain.authority;
  exports dev.latchkey.domain.cache;
  exports dev.latchkey.domain.challenge;
  exports dev.latchkey.domain.credential;
  exports dev.latchkey.domain.error;
  exports dev.latchkey.domain.grant;
  exports dev.latchkey.domain.id;
  exports dev.latchkey.domain.scheme;
  exports dev.latchkey.domain.token;
}
