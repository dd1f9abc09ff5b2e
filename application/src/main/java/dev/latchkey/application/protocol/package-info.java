/**
 * The OAuth wire: forms out, answers in, one conversation per flight, and the only place that
 * repeats a request.
 */
@NullMarked
package dev.latchkey.application.protocol;

import org.jspecify.annotations.NullMarked;
