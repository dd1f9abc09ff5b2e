package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpTransport;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The memory of a process")
class SecretsInMemoryTest {

  private static final int LENGTH = 60;

  @TempDir private Path directory;

  @Test
  @Timeout(120)
  @DisplayName("holds no copy of a refresh token after its person has signed out (S-21)")
  void holdsNoTokenAfterSignOut() throws IOException {
    HttpTransport endpoint =
        (request, deadline, cancellation) ->
            HttpResponse.of(
                200,
                HttpHeaders.none().with("content-type", "application/json"),
                (request.uri().getPath().contains("openid-configuration")
                        ? RotatingAuthority.METADATA
                        : Answers.user("x").replace("RT-x", made()))
                    .getBytes(StandardCharsets.UTF_8));
    try (PublicClient client =
        PublicClient.builder(Answers.CLIENT).authority(Answers.ENTRA).http(endpoint).build()) {
      Account account =
          client
              .importRefreshToken(
                  RefreshTokenRequest.of(List.of("User.Read"), Secret.of("another")))
              .account()
              .orElseThrow();
      assertThat(copies("before")).as("while the person is signed in").isPositive();

      client.removeAccount(account);

      assertThat(copies("after")).isZero();
      assertThat(client.accounts()).isEmpty();
    }
  }

  // Nobody keeps it but the client: it is made anew whenever it is needed.
  private static String made() {
    StringBuilder token = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      token.append((char) character(i));
    }
    return token.toString();
  }

  private static int character(int index) {
    return index == 0 ? 'Z' : 'a' + (index * index * 7 + index * 3) % 25;
  }

  /** Counts it in a dump of everything that can be reached. */
  private int copies(String name) throws IOException {
    Path dump = directory.resolve(name + ".hprof");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(dump.toString(), true);
    int copies = 0;
    int matched = 0;
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(dump), 1 << 16)) {
      for (int b = bytes.read(); b >= 0; b = bytes.read()) {
        // Its first character comes once in it, so there is nothing to go back to but the start.
        matched = b == character(matched) ? matched + 1 : b == character(0) ? 1 : 0;
        if (matched == LENGTH) {
          copies++;
          matched = 0;
        }
      }
    }
    Files.delete(dump);
    return copies;
  }
}
