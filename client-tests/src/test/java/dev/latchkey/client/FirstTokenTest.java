package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program loads that needs one token, which is in a file. */
class FirstTokenTest {

  private static final String CACHE =
      """
      {"Account": {"uid.utid-login.windows.net-TENANT": {
         "home_account_id": "uid.utid", "environment": "login.windows.net", "realm": "TENANT",
         "local_account_id": "uid", "username": "mira@example.com", "authority_type": "MSSTS"}},
       "AccessToken": {"uid.utid-login.windows.net-accesstoken-CLIENT-TENANT-user.read": {
         "credential_type": "AccessToken", "home_account_id": "uid.utid",
         "environment": "login.windows.net", "client_id": "CLIENT", "realm": "TENANT",
         "target": "User.Read", "secret": "the-token", "token_type": "Bearer",
         "cached_at": "1700000000", "expires_on": "3900000000"}}}
      """
          .replace("CLIENT", FirstToken.CLIENT)
          .replace("TENANT", FirstToken.TENANT);

  @TempDir private Path folder;
  private List<String> output = List.of();

  @BeforeEach
  void start() throws Exception {
    assumeThat(System.getProperty("java.vm.name")).doesNotContain("OpenJ9");
    Path file = Files.writeString(folder.resolve("cache.json"), CACHE);
    output = OwnProcess.run(List.of("-Xlog:class+load"), FirstToken.class, file);
    assertThat(output).as("told").contains("the-token");
  }

  private List<String> loaded(String part) {
    return output.stream().filter(it -> it.contains(part)).toList();
  }

  @Test
  void wiringLinksNoLambda() {
    assertThat(loaded("dev.latchkey.client.PublicClient")).isNotEmpty();

    assertThat(loaded("$$Lambda"))
        .noneMatch(
            it ->
                it.contains("dev.latchkey.client.")
                    || it.contains("dev.latchkey.spi.")
                    || it.contains("dev.latchkey.application.accounts.")
                    || it.contains("dev.latchkey.application.cache.")
                    || it.contains("dev.latchkey.application.flight.")
                    || it.contains("dev.latchkey.application.silent.")
                    || it.contains("dev.latchkey.application.user."));
  }

  @Test
  void whatOnlyServesToAskSomebodyIsNotThere() {
    assertThat(loaded("dev.latchkey.application.silent.AcquireSilently")).isNotEmpty();

    assertThat(output)
        .noneMatch(
            it ->
                it.contains(" com.github.benmanes.caffeine.")
                    || it.contains(" org.eclipse.parsson.")
                    || it.contains(" java.security.SecureRandom ")
                    || it.contains(" dev.latchkey.application.flight.SingleFlight")
                    || it.contains(" dev.latchkey.application.protocol.Wire")
                    || it.contains(" dev.latchkey.application.scheme.")
                    || it.contains(" dev.latchkey.application.discovery.AuthorityResolver"));
  }
}
