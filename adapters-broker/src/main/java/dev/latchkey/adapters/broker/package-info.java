/**
 * Asks the identity broker of the device: over the session D-Bus on Linux. Nobody enters but by the
 * provider.
 */
@NullMarked
package dev.latchkey.adapters.broker;

import org.jspecify.annotations.NullMarked;
