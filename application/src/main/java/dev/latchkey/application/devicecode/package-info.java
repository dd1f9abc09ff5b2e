/** Tokens for people who sign in on another device. */
@NullMarked
package dev.latchkey.application.devicecode;

import org.jspecify.annotations.NullMarked;
