/** Sign-ins with a browser: where a person is sent, what comes back, and what it is worth. */
@NullMarked
package dev.latchkey.application.authcode;

import org.jspecify.annotations.NullMarked;
