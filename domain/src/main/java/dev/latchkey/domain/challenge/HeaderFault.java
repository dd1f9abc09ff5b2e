package dev.latchkey.domain.challenge;

/**
 * Why a part of a header was left out.
 *
 * @since 0.1
 */
public enum HeaderFault {
  /** A field is longer than {@link AuthenticateHeader#MAX_FIELD_LENGTH}; all of it is left out. */
  FIELD_TOO_LONG,
  /** There are more than {@link AuthenticateHeader#MAX_FIELDS} fields; the others are left out. */
  TOO_MANY_FIELDS,
  /**
   * There are more than {@link AuthenticateHeader#MAX_CHALLENGES} challenges, broken ones included;
   * what follows is left out.
   */
  TOO_MANY_CHALLENGES,
  /**
   * A challenge has more than {@link AuthenticateHeader#MAX_PARAMETERS} parameters; it is left out.
   */
  TOO_MANY_PARAMETERS,
  /** A challenge has a parameter twice; it is left out (RFC 9110, section 11.2). */
  DUPLICATE_PARAMETER,
  /**
   * A quoted text has no end. Nobody can tell what stood outside of it, so the rest of the field is
   * left out with its challenge.
   */
  UNTERMINATED_QUOTE,
  /** Something else that the grammar does not have; the challenge it stands in is left out. */
  MALFORMED
}
