/**
 * Ports to keys and signatures: what signs assertions, verifies tokens, reads key material, and
 * proves the possession of a key. JSON passes through as text.
 */
@NullMarked
package dev.latchkey.spi.crypto;

import org.jspecify.annotations.NullMarked;
