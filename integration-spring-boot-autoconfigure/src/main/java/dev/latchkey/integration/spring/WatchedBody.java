package dev.latchkey.integration.spring;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpRequestDecorator;
import org.springframework.web.reactive.function.BodyInserter;
import reactor.core.publisher.Mono;

/** A body that knows, once it was written, whether it can be written again. */
final class WatchedBody implements BodyInserter<Object, ClientHttpRequest> {

  private final BodyInserter<?, ? super ClientHttpRequest> body;
  private volatile boolean stream;

  WatchedBody(BodyInserter<?, ? super ClientHttpRequest> body) {
    this.body = body;
  }

  /** {@return false if it came as a stream, of which nobody knows whether it comes twice} */
  boolean isRepeatable() {
    return !stream;
  }

  @Override
  public Mono<Void> insert(ClientHttpRequest request, Context context) {
    return body.insert(new Watching(request), context);
  }

  private final class Watching extends ClientHttpRequestDecorator {

    Watching(ClientHttpRequest request) {
      super(request);
    }

    // A value is written as one buffer in a Mono.
    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> buffers) {
      stream |= !(buffers instanceof Mono);
      return super.writeWith(buffers);
    }

    @Override
    public Mono<Void> writeAndFlushWith(
        Publisher<? extends Publisher<? extends DataBuffer>> buffers) {
      stream = true;
      return super.writeAndFlushWith(buffers);
    }
  }
}
