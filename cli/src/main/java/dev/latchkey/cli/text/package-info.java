/** Text for terminals: safe lines and aligned tables. */
@NullMarked
package dev.latchkey.cli.text;

import org.jspecify.annotations.NullMarked;
