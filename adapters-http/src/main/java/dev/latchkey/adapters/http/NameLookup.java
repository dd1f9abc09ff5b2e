package dev.latchkey.adapters.http;

import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.error.TransportException.Reason;
import dev.latchkey.spi.http.HostResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks names up on a thread that may hang, since look-ups have no time limit. */
final class NameLookup implements AutoCloseable {

  private static final Pattern ADDRESS =
      Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}|.*:.*");
  private static final int MAX_AT_ONCE = 8;

  private final HostResolver resolver;
  private final ThreadPoolExecutor threads;

  NameLookup(HostResolver resolver) {
    this.resolver = resolver;
    this.threads =
        new ThreadPoolExecutor(
            MAX_AT_ONCE,
            MAX_AT_ONCE,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "latchkey-http-names");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  List<InetAddress> lookUp(String host, Exchange exchange) {
    CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
    exchange.onStop(() -> answer.cancel(false));
    Future<?> task = null;
    try {
      if (ADDRESS.matcher(host).matches()) {
        return List.of(InetAddress.getAllByName(host));
      }
      task = threads.submit(() -> resolveInto(answer, host));
      List<InetAddress> addresses = answer.get(exchange.nanosToConnect(), TimeUnit.NANOSECONDS);
      if (addresses.isEmpty()) {
        throw unknown(host, null);
      }
      return addresses;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notInTime(host, e);
    } catch (TimeoutException | RejectedExecutionException e) {
      throw notInTime(host, e);
    } catch (ExecutionException e) {
      throw unknown(host, e.getCause());
    } catch (UnknownHostException e) {
      throw unknown(host, e);
    } finally {
      if (task != null) {
        task.cancel(true);
      }
    }
  }

  private void resolveInto(CompletableFuture<List<InetAddress>> answer, String host) {
    try {
      answer.complete(List.copyOf(resolver.resolve(host)));
    } catch (UnknownHostException | RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private static TransportException unknown(String host, @Nullable Throwable cause) {
    return new TransportException(
        Reason.NOT_CONNECTED,
        "host name " + host + " has no address; check its spelling and the name service",
        cause);
  }

  private static TransportException notInTime(String host, Exception cause) {
    return new TransportException(
        Reason.NOT_CONNECTED,
        "looking up host name "
            + host
            + " took longer than the connect timeout; check the name"
            + " service",
        cause);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
