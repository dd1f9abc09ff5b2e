/** The token cache in memory: a bounded map from partition to immutable snapshot. */
@NullMarked
package dev.latchkey.application.cache;

import org.jspecify.annotations.NullMarked;
