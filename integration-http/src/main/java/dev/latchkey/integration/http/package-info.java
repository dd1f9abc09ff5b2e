/**
 * Puts tokens on the requests of {@code java.net.http} and Apache HttpClient 5, and answers claims
 * challenges. For applications; nothing else of the library enters.
 */
@NullMarked
package dev.latchkey.integration.http;

import org.jspecify.annotations.NullMarked;
