/** Scopes, tokens as results, and how time decides their freshness. */
@NullMarked
package dev.latchkey.domain.token;

import org.jspecify.annotations.NullMarked;
