/**
 * What all flows share in which a person signs in: whom to ask, what was answered, what is kept.
 */
@NullMarked
package dev.latchkey.application.user;

import org.jspecify.annotations.NullMarked;
