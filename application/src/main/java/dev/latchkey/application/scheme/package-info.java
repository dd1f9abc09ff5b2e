/**
 * Tokens that are bound to a key: the keys, what is asked of an authority for them, and the proofs.
 * The protocol and the flows may enter.
 */
@NullMarked
package dev.latchkey.application.scheme;

import org.jspecify.annotations.NullMarked;
