package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the page on brokers promises to tell, and what the artifacts keep of it. */
class BrokerPageTest {

  private static String text(String path) {
    try {
      return Files.readString(Path.of("..", path));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private final String page = text("docs/broker.md");

  @Test
  @Tag("S-106")
  @Tag("S-107")
  void tellsWhatABrokerIs() {
    assertThat(page)
        .contains("## What a broker is")
        .contains("gives the device an identity", "conditional access", "second factor")
        .contains("trust more that tokens go to that device")
        .contains("even a command line signs in silently");
  }

  @Test
  @Tag("S-102")
  @Tag("S-111")
  @Tag("S-112")
  @Tag("S-212")
  void tellsWhichRedirectUrisToRegister() {
    assertThat(page)
        .contains("ms-appx-web://Microsoft.AAD.BrokerPlugin/your_client_id")
        .contains("msauth.com.msauth.unsignedapp://auth")
        .contains("https://login.microsoftonline.com/common/oauth2/nativeclient")
        .contains("beside `http://localhost` for the browser");
  }

  @Test
  @Tag("S-114")
  void tellsToTest() {
    assertThat(page).contains("was tested** with the interactive and the silent operation");
  }

  @Test
  @Tag("S-119")
  void tellsWhyABrokerThatFailsToStartIsLeftOut() {
    assertThat(page)
        .contains("nothing that developer or user could mend")
        .contains("the person takes another device");
  }

  @Test
  @Tag("S-117")
  void adapterIsAnArtifactOfItsOwnWhoseVersionIsBound() {
    for (String core : new String[] {"domain", "spi", "application", "client"}) {
      assertThat(text(core + "/pom.xml")).doesNotContain("adapters-broker");
    }
    Pattern managed =
        Pattern.compile(
            "<artifactId>latchkey-adapters-broker</artifactId>\\s*"
                + "<version>\\$\\{project\\.version}</version>");
    assertThat(text("bom/pom.xml")).containsPattern(managed);
    assertThat(page).contains("of the library's own version");
  }
}
