/** What callers ask for, and the policies and parts they may bring: public, final, immutable. */
@NullMarked
package dev.latchkey.application.request;

import org.jspecify.annotations.NullMarked;
