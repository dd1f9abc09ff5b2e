/**
 * What a protected resource says when it refuses a token: its challenges (RFC 9110, section 11),
 * read without trust. Every other room may enter.
 */
@NullMarked
package dev.latchkey.domain.challenge;

import org.jspecify.annotations.NullMarked;
