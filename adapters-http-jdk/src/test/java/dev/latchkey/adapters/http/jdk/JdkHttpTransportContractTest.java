package dev.latchkey.adapters.http.jdk;

import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.tck.HttpTransportContract;

class JdkHttpTransportContractTest extends HttpTransportContract {

  @Override
  protected HttpTransport open(HttpSettings settings) {
    return new JdkHttpTransportProvider().open(settings);
  }

  @Override
  protected boolean supportsHostResolver() {
    return false;
  }

  @Override
  protected boolean supportsConnectTo() {
    return false;
  }

  @Override
  protected boolean supportsProxyCredentials() {
    return false;
  }

  @Override
  protected boolean tellsProxyStatus() {
    return false;
  }

  @Override
  protected boolean closesAfterUnreadableHead() {
    return false;
  }

  @Override
  protected boolean readsInterimAnswers() {
    return false;
  }
}
