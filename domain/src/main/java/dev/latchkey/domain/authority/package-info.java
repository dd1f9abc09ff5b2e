/**
 * Token authorities: what kind each is, how it is recognised, and where its metadata lies. Knows
 * hosts and paths, never the network.
 */
@NullMarked
package dev.latchkey.domain.authority;

import org.jspecify.annotations.NullMarked;
