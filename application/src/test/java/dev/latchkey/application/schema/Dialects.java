package dev.latchkey.application.schema;

import dev.latchkey.application.cache.SharedValues;
import dev.latchkey.application.idtoken.RowDecoding;
import dev.latchkey.domain.token.Moment;
import dev.latchkey.spi.tck.FixedRandomSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Cache files as the other libraries write them, made by hand from what they were seen to do. */
final class Dialects {

  static final String CLIENT = "3e2d1c0b-aaaa-4bbb-8ccc-d0d1d2d3d4d5";
  static final String TENANT = "9b8a7f6e-5d4c-4b3a-a291-665544332211";
  static final String PERSON = "7c1d2e3f-0a1b-4c2d-8e3f-112233445566." + TENANT;

  /** Shortly after the tokens of these files were got. */
  static final Moment NOW = new Moment(1_893_456_100_000L, 5_000_000_000L);

  static final Decoding DECODING = new RowDecoding(new FixedRandomSource(), new SharedValues());

  private Dialects() {}

  static String text(String dialect) {
    try (InputStream file = Dialects.class.getResourceAsStream(dialect + ".json")) {
      return new String(
          Objects.requireNonNull(file, dialect).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
