/**
 * The HTTP port over Apache HttpClient 5.
 *
 * <p>HttpClient writes headers and bodies, tokens included, to its own loggers when {@code
 * org.apache.hc.client5.http} is set to debug: leave that off in production.
 */
@NullMarked
package dev.latchkey.adapters.http;

import org.jspecify.annotations.NullMarked;
