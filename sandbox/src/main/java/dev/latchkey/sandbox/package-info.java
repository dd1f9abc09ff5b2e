/**
 * An embedded identity provider on loopback HTTPS. Tests and demonstrations start a {@link
 * dev.latchkey.sandbox.Sandbox}, register applications, script faults and read what was sent.
 *
 * <p>It speaks JDK types only and knows nothing of the client library: nothing here may depend on
 * another module of the project.
 */
@NullMarked
package dev.latchkey.sandbox;

import org.jspecify.annotations.NullMarked;
