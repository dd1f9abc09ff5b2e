package dev.latchkey.adapters.http;

import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.tck.HttpTransportContract;

class ApacheHttpTransportContractTest extends HttpTransportContract {

  @Override
  protected HttpTransport open(HttpSettings settings) {
    return new ApacheHttpTransportProvider().open(settings);
  }
}
