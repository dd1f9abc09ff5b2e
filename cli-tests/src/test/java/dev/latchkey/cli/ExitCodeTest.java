package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TransportException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExitCodeTest {

  static Stream<Arguments> failures() {
    FailureDetails none = FailureDetails.none();
    return Stream.of(
        row(1, new IllegalStateException("x")),
        row(2, new IllegalArgumentException("x")),
        row(2, new ConfigurationException("x")),
        row(
            3,
            new InteractionRequiredException(
                InteractionRequiredException.Reason.REFUSED, "x", none, null)),
        row(4, new ServiceException("x", none, null)),
        row(5, new TransportException(TransportException.Reason.TIMED_OUT, "x", null)),
        row(6, new CacheException("x", none, null)),
        row(7, new BrokerException("x", none, null)),
        row(130, new CancelledException("x")));
  }

  private static Arguments row(int code, Exception failure) {
    return Arguments.of(code, Named.of(failure.getClass().getSimpleName(), failure));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void eachFamilyHasItsCode(int code, Exception failure) {
    assertThat(ExitCode.of(failure)).isEqualTo(code);
    assertThat(ExitCode.help()).containsKey("" + code);
  }
}
