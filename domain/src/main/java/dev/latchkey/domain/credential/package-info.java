/**
 * What a confidential client proves itself with, and the type of everything that must not print.
 */
@NullMarked
package dev.latchkey.domain.credential;

import org.jspecify.annotations.NullMarked;
