/**
 * Latchkey in Spring Boot: clients as beans, health, metrics, and tokens on the requests of {@code
 * RestClient} and {@code WebClient}. For applications; nothing else of the library enters.
 */
@NullMarked
package dev.latchkey.integration.spring;

import org.jspecify.annotations.NullMarked;
