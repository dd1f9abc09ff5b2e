package dev.latchkey.integration.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Starts a sandbox with the context of a test, and leads the confidential and public clients of
 * {@code latchkey.clients} to it: they keep their id and credential, which the sandbox gets to
 * know, and the tenant or domain name of their authority. Managed identities are asked of an {@link
 * dev.latchkey.sandbox.AzureHost}, App Service by default, which has the identities that the
 * properties name. Nothing else is asked.
 *
 * <p>{@link dev.latchkey.sandbox.Sandbox}, {@link dev.latchkey.sandbox.SandboxClock} and the host
 * are beans: inject them to register users, to script faults, to see what was sent, and to let time
 * pass for clients and sandbox alike. A bean of one of these types in the test's own configuration
 * takes its place. They live as long as the context, which Spring shares among tests; clear {@code
 * sandbox.requests()} where a test counts.
 *
 * @since 0.1
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ImportAutoConfiguration(SandboxAutoConfiguration.class)
public @interface AutoConfigureLatchkeySandbox {}
