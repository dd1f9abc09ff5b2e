/**
 * The port to the identity broker of the device, which signs in for the person and satisfies the
 * device's policy. When it is asked, and what its refusals mean, is for the caller to decide.
 */
@NullMarked
package dev.latchkey.spi.broker;

import org.jspecify.annotations.NullMarked;
