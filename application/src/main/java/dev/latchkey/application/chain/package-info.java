/** Several sources of tokens, of which the first that works here is used. */
@NullMarked
package dev.latchkey.application.chain;

import org.jspecify.annotations.NullMarked;
