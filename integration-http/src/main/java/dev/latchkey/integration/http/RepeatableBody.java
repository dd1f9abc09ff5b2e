package dev.latchkey.integration.http;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.Flow;

/** A body of which the application says that it can be sent again. */
record RepeatableBody(BodyPublisher body) implements BodyPublisher {

  // The JDK does not tell which of its publishers give the same bytes twice; these do, whatever
  // they were made of.
  private static final Set<Class<?>> OF_THE_JDK =
      Set.of(
          BodyPublishers.noBody().getClass(),
          BodyPublishers.ofString("").getClass(),
          BodyPublishers.ofByteArray(new byte[0]).getClass());

  static boolean is(BodyPublisher body) {
    return body instanceof RepeatableBody || OF_THE_JDK.contains(body.getClass());
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    body.subscribe(subscriber);
  }
}
