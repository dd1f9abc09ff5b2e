/** Clients: what applications build once and call for tokens. A facade without logic. */
@NullMarked
package dev.latchkey.client;

import org.jspecify.annotations.NullMarked;
