/** Credentials in use: keys that are open, and the assertions that they signed. */
@NullMarked
package dev.latchkey.application.credential;

import org.jspecify.annotations.NullMarked;
