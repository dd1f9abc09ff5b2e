/**
 * The crypto port with jose4j (JWK, JWS), Bouncy Castle (PEM) and the Java runtime (signatures,
 * PKCS#12, PKCS#11). Entered through its provider only.
 */
@NullMarked
package dev.latchkey.adapters.crypto;

import org.jspecify.annotations.NullMarked;
