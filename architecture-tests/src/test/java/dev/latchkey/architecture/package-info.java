/**
 * The walls of the house as tests. Rules are constants that read as sentences; {@code
 * RulesBiteTest} holds each against a class that breaks it, so that none can pass by mistake.
 */
@NullMarked
package dev.latchkey.architecture;

import org.jspecify.annotations.NullMarked;
