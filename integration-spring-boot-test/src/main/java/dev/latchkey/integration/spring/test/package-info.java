/** The sandbox in tests of Spring Boot applications. For applications; nothing else enters. */
@NullMarked
package dev.latchkey.integration.spring.test;

import org.jspecify.annotations.NullMarked;
