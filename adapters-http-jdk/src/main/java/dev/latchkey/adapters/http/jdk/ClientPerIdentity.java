package dev.latchkey.adapters.http.jdk;

import dev.latchkey.spi.http.ClientCertificate;
import dev.latchkey.spi.http.HttpSettings;
import java.lang.reflect.InvocationTargetException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * One client without a certificate, and one for each of the certificates last used, made when first
 * needed. All share one executor.
 */
final class ClientPerIdentity {

  static final int MAX_IDENTITIES = 16;

  private final HttpSettings settings;
  private final TrustManager[] trust;
  private final ProxySelector proxies;
  private final Executor executor;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<ClientCertificate, HttpClient> identified =
      new LinkedHashMap<>(16, 0.75f, true);
  private @Nullable HttpClient anonymous;

  ClientPerIdentity(HttpSettings settings, ProxySelector proxies, Executor executor) {
    this.settings = settings;
    this.trust = Tls.trustManagers(settings.trust());
    this.proxies = proxies;
    this.executor = executor;
  }

  HttpClient client(@Nullable ClientCertificate identity) {
    lock.lock();
    try {
      if (identity == null) {
        HttpClient client = anonymous;
        if (client == null) {
          client = build(null);
          anonymous = client;
        }
        return client;
      }
      HttpClient client = identified.get(identity);
      if (client == null) {
        client = build(identity);
        identified.put(identity, client);
        if (identified.size() > MAX_IDENTITIES) {
          Iterator<HttpClient> eldestFirst = identified.values().iterator();
          HttpClient eldest = eldestFirst.next();
          eldestFirst.remove();
          // Lets requests on their way finish.
          end(eldest, "shutdown");
        }
      }
      return client;
    } finally {
      lock.unlock();
    }
  }

  private HttpClient build(@Nullable ClientCertificate identity) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(settings.connectTimeout())
        .executor(executor)
        .proxy(proxies)
        .sslContext(Tls.context(trust, identity))
        .sslParameters(Tls.parameters())
        .build();
  }

  void close() {
    List<HttpClient> open;
    lock.lock();
    try {
      open = new ArrayList<>(identified.values());
      if (anonymous != null) {
        open.add(anonymous);
      }
      identified.clear();
      anonymous = null;
    } finally {
      lock.unlock();
    }
    open.forEach(client -> end(client, "shutdownNow"));
  }

  /** Ends a client by a method that it has since Java 21; before, it ends as garbage. */
  private static void end(HttpClient client, String method) {
    try {
      HttpClient.class.getMethod(method).invoke(client);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      // Java 17: nothing else refers to the client, so its thread ends with the next collection.
    }
  }
}
