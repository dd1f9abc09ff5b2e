/**
 * Asks the identity broker of the device: over the session D-Bus on Linux, through MSALRuntime on
 * Windows. Nobody enters but by the providers.
 */
@NullMarked
package dev.latchkey.adapters.broker;

import org.jspecify.annotations.NullMarked;
