/**
 * Contract tests per port, and fakes of the small ports. An adapter that passes its contract is
 * done.
 *
 * @since 0.1
 */
module dev.latchkey.spi.tck {
  requires transitive dev.latchkey.spi;
  requires transitive org.junit.jupiter.api;
  requires static transitive org.jspecify;
  requires org.assertj.core;
  requires java.management;

  exports dev.latchkey.spi.tck;

  // JUnit finds the tests of a contract by reflection; they are not public.
  opens dev.latchkey.spi.tck;
}
