/** The bridge to the Azure SDK. Reactor and the rest of it come no further than here. */
@NullMarked
package dev.latchkey.integration.azure;

import org.jspecify.annotations.NullMarked;
