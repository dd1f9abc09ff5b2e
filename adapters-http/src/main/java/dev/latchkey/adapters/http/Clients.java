package dev.latchkey.adapters.http;

import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpSettings;
import java.io.IOException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.cookie.StandardCookieSpec;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Builds clients without the conveniences that would act behind the caller's back. */
final class Clients {

  /**
   * For each request: time limits are the watchdog's, everything that adds headers or sends again
   * is off.
   */
  static final RequestConfig REQUEST =
      RequestConfig.custom()
          .setAuthenticationEnabled(false)
          .setContentCompressionEnabled(false)
          .setCookieSpec(StandardCookieSpec.IGNORE)
          .setExpectContinueEnabled(false)
          .setProtocolUpgradeEnabled(false)
          .setRedirectsEnabled(false)
          .setConnectionRequestTimeout(Timeout.ofDays(1))
          .setConnectionKeepAlive(TimeValue.ofMinutes(1))
          .build();

  // Trailers have no cap in bytes, only these two: at most 8 MiB of them.
  private static final Http1Config HTTP_1 =
      Http1Config.custom().setMaxLineLength(16 << 10).setMaxHeaderCount(512).build();

  /**
   * Checking a connection costs up to 1 ms of waiting for nothing, so one used a moment ago is not.
   */
  private static final TimeValue UNCHECKED_FOR = TimeValue.ofMilliseconds(250);

  private Clients() {}

  static CloseableHttpClient open(HttpSettings settings, Dialer dialer) {
    return HttpClients.custom()
        .setConnectionManager(
            new Manager(dialer)
                .setMaxConnTotal(settings.maxConnections())
                .setMaxConnPerRoute(settings.maxConnections())
                .setDefaultSocketConfig(
                    SocketConfig.custom()
                        .setTcpNoDelay(true)
                        .setSoTimeout(Timeout.DISABLED)
                        .build())
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.DISABLED)
                        .setSocketTimeout(Timeout.DISABLED)
                        .setValidateAfterInactivity(UNCHECKED_FOR)
                        .build())
                .setConnectionFactory(
                    ManagedHttpClientConnectionFactory.builder()
                        .http1Config(HTTP_1)
                        .responseParserFactory(
                            config ->
                                new BoundedHeadParser(
                                    config == null ? HTTP_1 : config, HttpRequest.MAX_HEADER_BYTES))
                        .build())
                .build())
        .setRequestExecutor(new ReportingExecutor())
        .setDefaultRequestConfig(REQUEST)
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableConnectionState()
        .disableDefaultUserAgent()
        .build();
  }

  /** The builder's hook is the only supported way to a connection operator of one's own. */
  private static final class Manager extends PoolingHttpClientConnectionManagerBuilder {

    private final Dialer dialer;

    Manager(Dialer dialer) {
      this.dialer = dialer;
    }

    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
        @Nullable SchemePortResolver ports,
        @Nullable DnsResolver names,
        @Nullable TlsSocketStrategy tls) {
      return dialer;
    }
  }

  /** Tells the exchange that bytes of the request may be on the wire from now on. */
  private static final class ReportingExecutor extends HttpRequestExecutor {

    @Override
    public ClassicHttpResponse execute(
        ClassicHttpRequest request,
        HttpClientConnection connection,
        @Nullable HttpResponseInformationCallback informationCallback,
        HttpContext context)
        throws IOException, HttpException {
      Exchange.of(context).sending();
      return super.execute(request, connection, informationCallback, context);
    }
  }
}
