/** People who have signed in, as applications see them. Entered by results and by the cache. */
@NullMarked
package dev.latchkey.domain.account;

import org.jspecify.annotations.NullMarked;
