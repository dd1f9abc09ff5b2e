/** Tokens of the identity that the host gives to the code it runs. */
@NullMarked
package dev.latchkey.application.managedidentity;

import org.jspecify.annotations.NullMarked;
