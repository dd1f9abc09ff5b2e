/**
 * The identity broker of the device, as use cases ask it: whether there is one for a wish, what it
 * is told, and what its answers mean.
 */
@NullMarked
package dev.latchkey.application.broker;

import org.jspecify.annotations.NullMarked;
