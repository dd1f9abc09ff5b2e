/** What is remembered, listed and removed. */
@NullMarked
package dev.latchkey.application.accounts;

import org.jspecify.annotations.NullMarked;
