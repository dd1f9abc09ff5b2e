package dev.latchkey.adapters.http.jdk;

import dev.latchkey.spi.http.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Collects a body as it is on the wire, and closes the connection as soon as body or headers are
 * larger than allowed. Then the result is null, since adapters have no exceptions of their own.
 */
final class BoundedBody implements BodySubscriber<byte @Nullable []> {

  private final boolean headTooLarge;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<byte @Nullable []> result = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;

  BoundedBody(HttpResponse.ResponseInfo head) {
    this.headTooLarge =
        sizeOf(head) > HttpRequest.MAX_HEADER_BYTES
            || head.headers().firstValueAsLong("content-length").orElse(0)
                > HttpRequest.MAX_BODY_BYTES;
  }

  private static long sizeOf(HttpResponse.ResponseInfo head) {
    long size = 0;
    for (var field : head.headers().map().entrySet()) {
      for (String value : field.getValue()) {
        // ": " and the line end
        size += field.getKey().length() + value.length() + 4;
      }
    }
    return size;
  }

  @Override
  public CompletionStage<byte @Nullable []> getBody() {
    return result;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (headTooLarge) {
      refuse();
    } else {
      given.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (result.isDone()) {
        return;
      }
      if (bytes.size() + buffer.remaining() > HttpRequest.MAX_BODY_BYTES) {
        refuse();
        return;
      }
      byte[] block = new byte[buffer.remaining()];
      buffer.get(block);
      bytes.writeBytes(block);
    }
  }

  private void refuse() {
    if (subscription != null) {
      subscription.cancel();
    }
    result.complete(null);
  }

  @Override
  public void onError(Throwable failure) {
    result.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    result.complete(bytes.toByteArray());
  }
}
