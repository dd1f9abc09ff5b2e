package dev.latchkey.cli;

import dev.latchkey.domain.authority.Region;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.spi.http.HostAndPort;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Turns the text of options into types, or says what is wrong with it without repeating it. */
final class Converters {

  private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(86_400);
  private static final BigDecimal LEAST_SECONDS = new BigDecimal("0.001");

  private Converters() {}

  static void register(CommandLine command) {
    command
        .registerConverter(CorrelationId.class, told(CorrelationId::parse))
        .registerConverter(ConnectTo.class, told(ConnectTo::parse))
        .registerConverter(HostAndPort.class, told(ConnectTo::address))
        .registerConverter(Duration.class, told(Converters::seconds))
        .registerConverter(Region.class, told(Converters::region));
  }

  private static Region region(String text) {
    return switch (text.strip()) {
      case "auto" -> Region.automatic();
      case "never" -> Region.never();
      default -> Region.named(text);
    };
  }

  private static Duration seconds(String text) {
    BigDecimal value;
    try {
      value = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a number of seconds, such as 10 or 2.5", e);
    }
    if (value.compareTo(LEAST_SECONDS) < 0 || value.compareTo(MOST_SECONDS) > 0) {
      throw new IllegalArgumentException("expected 0.001 to 86400 seconds");
    }
    return Duration.ofMillis(value.movePointRight(3).longValue());
  }

  // Any other exception would be shown by its class name.
  private static <T> ITypeConverter<T> told(Function<String, T> parser) {
    return text -> {
      try {
        return parser.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }
}
