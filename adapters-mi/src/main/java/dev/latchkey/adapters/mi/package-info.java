/** Azure's hosts, one class each. Nobody compiles against it: the client finds the provider. */
@NullMarked
package dev.latchkey.adapters.mi;

import org.jspecify.annotations.NullMarked;
