/**
 * The commands and their options. Everything that a command does is done by the client; here is
 * reading of arguments, printing of results, and exit codes.
 */
@NullMarked
package dev.latchkey.cli;

import org.jspecify.annotations.NullMarked;
