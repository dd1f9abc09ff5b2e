package dev.latchkey.benchmarks;

import java.io.IOException;
import java.net.URI;

/** One token request and its answer, over a connection that is kept. */
interface RoundTrip extends AutoCloseable {

  String FORM_TYPE = "application/x-www-form-urlencoded";
  String FORM =
      "client_id=" + Layout.CLIENT_ID + "&grant_type=client_credentials&scope=resource%2F.default";

  /**
   * Sends and receives.
   *
   * @return the bytes of the body
   */
  int exchange() throws IOException, InterruptedException;

  @Override
  void close() throws IOException;

  /**
   * Opens one.
   *
   * @param way {@link RawSocket#NAME}, {@link JdkClient#NAME} or the name of an adapter
   * @param uri where to
   * @return what sends
   */
  static RoundTrip open(String way, URI uri) throws IOException {
    return switch (way) {
      case RawSocket.NAME -> new RawSocket(uri);
      case JdkClient.NAME -> new JdkClient(uri);
      default -> new AdapterRoundTrip(way, uri);
    };
  }
}
