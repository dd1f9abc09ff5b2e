/** The doctor: one class per check, each with a verdict. */
@NullMarked
package dev.latchkey.cli.doctor;

import org.jspecify.annotations.NullMarked;
