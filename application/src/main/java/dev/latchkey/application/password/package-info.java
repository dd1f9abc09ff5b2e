/** Tokens for people whose password the application was told. */
@NullMarked
package dev.latchkey.application.password;

import org.jspecify.annotations.NullMarked;
