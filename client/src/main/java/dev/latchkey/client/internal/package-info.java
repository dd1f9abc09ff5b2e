/** Puts the parts together: the only room that chooses adapters and knows every use case. */
@NullMarked
package dev.latchkey.client.internal;

import org.jspecify.annotations.NullMarked;
