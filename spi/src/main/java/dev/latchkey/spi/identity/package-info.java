/** Who the application is: credentials that change, and identities that the platform manages. */
@NullMarked
package dev.latchkey.spi.identity;

import org.jspecify.annotations.NullMarked;
