/**
 * The unified schema of token caches (Entra): one JSON text that the libraries of several languages
 * read and write, each in its own dialect.
 */
@NullMarked
package dev.latchkey.application.schema;

import org.jspecify.annotations.NullMarked;
