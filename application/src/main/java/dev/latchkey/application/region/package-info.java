/** Where an application's own tokens come from in an Azure region. */
@NullMarked
package dev.latchkey.application.region;

import org.jspecify.annotations.NullMarked;
