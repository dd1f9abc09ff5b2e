/** ID tokens, validated before anything is cached, and what tells one person from another. */
@NullMarked
package dev.latchkey.application.idtoken;

import org.jspecify.annotations.NullMarked;
