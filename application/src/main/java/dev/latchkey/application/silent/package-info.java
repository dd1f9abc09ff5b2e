/** Tokens for people who have signed in before, without asking them. */
@NullMarked
package dev.latchkey.application.silent;

import org.jspecify.annotations.NullMarked;
