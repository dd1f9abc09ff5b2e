/** Refresh tokens that other libraries got, brought in. */
@NullMarked
package dev.latchkey.application.refreshtoken;

import org.jspecify.annotations.NullMarked;
