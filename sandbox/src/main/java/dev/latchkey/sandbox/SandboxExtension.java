package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Resolves parameters of type {@link Sandbox} and {@link SandboxClock} in test methods and in
 * methods that run before or after each test.
 *
 * <p>Every test has a sandbox of its own, which is closed when the test is over. Its clock is
 * virtual and begins at the current second, so that a client with the system's clock agrees with it
 * until it is moved.
 *
 * @since 0.1
 */
@SuppressWarnings("exports") // whoever uses it has JUnit
public final class SandboxExtension implements ParameterResolver {

  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(SandboxExtension.class);

  private final Consumer<SandboxBuilder> settings;

  /**
   * Makes an extension whose sandboxes have the defaults. JUnit calls this.
   *
   * @since 0.1
   */
  public SandboxExtension() {
    this(builder -> {});
  }

  private SandboxExtension(Consumer<SandboxBuilder> settings) {
    this.settings = settings;
  }

  /**
   * Makes an extension for a field with {@code @RegisterExtension}.
   *
   * @param settings applied to the builder of every sandbox; a clock set there is replaced
   * @return a new extension
   * @since 0.1
   */
  public static SandboxExtension with(Consumer<SandboxBuilder> settings) {
    return new SandboxExtension(requireNonNull(settings, "settings"));
  }

  /** The store closes what is in it when the test is over. */
  private record Running(Sandbox sandbox, SandboxClock clock) implements AutoCloseable {
    @Override
    public void close() {
      sandbox.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Sandbox.class || type == SandboxClock.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "a sandbox belongs to one test: take it as a parameter of the test or of a @BeforeEach method");
    }
    Running running =
        context.getStore(SPACE).computeIfAbsent(Running.class, key -> start(), Running.class);
    return parameter.getParameter().getType() == Sandbox.class
        ? running.sandbox()
        : running.clock();
  }

  private Running start() {
    SandboxClock clock = SandboxClock.at(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    SandboxBuilder builder = Sandbox.builder();
    settings.accept(builder);
    return new Running(builder.clock(clock).start(), clock);
  }
}
