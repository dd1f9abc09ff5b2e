package dev.latchkey.sandbox;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class, or one test, a {@link Sandbox} and its {@link SandboxClock} as
 * parameters.
 *
 * <p>It adds {@link SandboxExtension} and nothing else: test methods keep their {@code @Test}.
 *
 * @since 0.1
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SandboxExtension.class)
@SuppressWarnings("exports") // whoever uses it has JUnit
public @interface SandboxTest {}
