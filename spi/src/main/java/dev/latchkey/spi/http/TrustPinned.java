package dev.latchkey.spi.http;

import dev.latchkey.spi.crypto.CertificateThumbprint;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes one certificate. The extended class, because the runtime wraps a plain trust manager in
 * checks of its own, which a certificate that nobody vouches for does not pass.
 */
final class TrustPinned extends X509ExtendedTrustManager {

  private final CertificateThumbprint thumbprint;

  TrustPinned(CertificateThumbprint thumbprint) {
    this.thumbprint = thumbprint;
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    if (!CertificateThumbprint.of(thumbprint.kind(), chain[0]).equals(thumbprint)) {
      throw new CertificateException("the server's certificate has another thumbprint than asked");
    }
  }

  private static CertificateException noServer() {
    return new CertificateException("this trust is for servers");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
