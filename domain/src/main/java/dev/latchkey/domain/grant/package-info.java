/** What is asked of a token endpoint, one type per grant, without wire names. */
@NullMarked
package dev.latchkey.domain.grant;

import org.jspecify.annotations.NullMarked;
