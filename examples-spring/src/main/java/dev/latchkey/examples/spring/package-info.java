/** A web API in Spring Boot that calls another API with a token of its own. */
@NullMarked
package dev.latchkey.examples.spring;

import org.jspecify.annotations.NullMarked;
