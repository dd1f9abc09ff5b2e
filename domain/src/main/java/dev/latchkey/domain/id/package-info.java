/**
 * Identifiers as types, so that two texts of different meaning never stand side by side in a
 * signature. Every other room may enter.
 */
@NullMarked
package dev.latchkey.domain.id;

import org.jspecify.annotations.NullMarked;
