/**
 * Abstract contract tests, one per port, for adapters to inherit; and fakes of the small ports for
 * everybody's tests.
 */
@NullMarked
package dev.latchkey.spi.tck;

import org.jspecify.annotations.NullMarked;
