/** Tokens for the application itself. */
@NullMarked
package dev.latchkey.application.clientcredentials;

import org.jspecify.annotations.NullMarked;
