/**
 * Counts and times acquisitions with the OpenTelemetry API.
 *
 * @since 0.1
 */
module dev.latchkey.observability.opentelemetry {
  requires transitive dev.latchkey.spi;
  requires transitive io.opentelemetry.api;
  requires transitive static org.jspecify;

  exports dev.latchkey.observability.opentelemetry;
}
