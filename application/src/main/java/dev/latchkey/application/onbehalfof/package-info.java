/** Tokens for APIs that a middle tier calls on behalf of its callers. */
@NullMarked
package dev.latchkey.application.onbehalfof;

import org.jspecify.annotations.NullMarked;
