/**
 * Ports to identities without a stored secret: the managed identity of the host, and credentials
 * that are fetched anew for each use.
 */
@NullMarked
package dev.latchkey.spi.identity;

import org.jspecify.annotations.NullMarked;
