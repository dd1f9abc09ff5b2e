/**
 * Counts and times acquisitions with Micrometer.
 *
 * @since 0.1
 */
module dev.latchkey.observability.micrometer {
  requires transitive dev.latchkey.spi;
  requires transitive micrometer.core;
  requires transitive static org.jspecify;

  exports dev.latchkey.observability.micrometer;
}
