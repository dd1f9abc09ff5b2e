/**
 * How a token is bound to a key, and what a request has to carry that uses it. Every other room may
 * enter.
 */
@NullMarked
package dev.latchkey.domain.scheme;

import org.jspecify.annotations.NullMarked;
