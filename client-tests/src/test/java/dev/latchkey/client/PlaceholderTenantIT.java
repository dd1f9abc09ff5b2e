package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class PlaceholderTenantIT {

  private static final ClientRequest REQUEST = ClientRequest.of(House.SCOPE);

  private static List<Level> logged(String tenant) {
    List<Level> levels = Collections.synchronizedList(new ArrayList<>());
    Logger logger = Logger.getLogger("dev.latchkey.application.clientcredentials.EndpointOrigin");
    Handler recorder =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            levels.add(record.getLevel());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(recorder);
    try (House house = new House();
        ConfidentialClient client =
            house.client().authority(Authority.entra(Cloud.PUBLIC, tenant)).build()) {
      client.acquireForClient(REQUEST);
      client.acquireForClient(REQUEST.forceRefresh(true));
      assertThat(house.tokenCount()).as("sent all the same").isEqualTo(2);
    } finally {
      logger.removeHandler(recorder);
    }
    return levels;
  }

  @Test
  void anAppTokenFromNoTenantInParticularIsWarnedOfOnce() {
    assertThat(logged("common")).containsExactly(Level.WARNING);
    assertThat(logged("contoso.onmicrosoft.com")).isEmpty();
  }
}
