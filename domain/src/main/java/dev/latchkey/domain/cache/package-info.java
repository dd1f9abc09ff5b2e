/**
 * Cache entries, the partitions they lie in, and the rules by which an entry matches a question.
 */
@NullMarked
package dev.latchkey.domain.cache;

import org.jspecify.annotations.NullMarked;
