package dev.latchkey.application.idtoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientInfoTest {

  private static final String GOLDEN =
      "eyJ1aWQiOiI3YzFkMmUzZi0wYTFiLTRjMmQtOGUzZi0xMTIyMzM0NDU1NjYiLCJ1dGlkIjoi"
          + "OWI4YTdmNmUtNWQ0Yy00YjNhLWEyOTEtNjY1NTQ0MzMyMjExIn0";
  private static final ClientInfo MIRA =
      new ClientInfo(
          "7c1d2e3f-0a1b-4c2d-8e3f-112233445566", "9b8a7f6e-5d4c-4b3a-a291-665544332211");

  @Test
  void readsTheGoldenVector() {
    assertThat(ClientInfo.parse(GOLDEN)).contains(MIRA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"u", "uu", "uuu", "uuuu"})
  void readsWithAndWithoutPadding(String uid) {
    byte[] json = ("{\"uid\":\"" + uid + "\",\"utid\":\"t\"}").getBytes(StandardCharsets.UTF_8);
    ClientInfo expected = new ClientInfo(uid, "t");

    assertThat(ClientInfo.parse(Base64.getUrlEncoder().encodeToString(json))).contains(expected);
    assertThat(ClientInfo.parse(Base64.getUrlEncoder().withoutPadding().encodeToString(json)))
        .contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"uid\":\"u\"}",
        "{\"utid\":\"t\"}",
        "{\"uid\":\"\",\"utid\":\"t\"}",
        "{\"uid\":\"u\",\"utid\":null}",
      })
  void namesNobodyWhereAPartIsMissing(String json) {
    assertThat(ClientInfo.parse(encoded(json))).isEmpty();
  }

  @Test
  void namesNobodyWhereItIsEmpty() {
    assertThat(ClientInfo.parse("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=",
        "==",
        "====",
        "!!!!",
        "e30===",
        "e30 ",
        "e31",
        "e30+",
        "eyJ1aWQiOiI",
        "bnVsbA",
        "W10"
      })
  void refusesWhatCannotBeDecoded(String encoded) {
    assertThatThrownBy(() -> ClientInfo.parse(encoded))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("client_info cannot be read: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"uid\":1,\"utid\":\"t\"}",
        "{\"uid\":[\"u\"],\"utid\":\"t\"}",
        "{\"uid\":\"u u\",\"utid\":\"t\"}",
        "{\"uid\":\"u\\u0000\",\"utid\":\"t\"}",
        "{\"uid\":\"\u00fc\",\"utid\":\"t\"}",
        "{\"uid\":\"u\",\"uid\":\"v\",\"utid\":\"t\"}",
      })
  void refusesPartsThatNoIdentifierMayHave(String json) {
    assertThatThrownBy(() -> ClientInfo.parse(encoded(json)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThatThrownBy(() -> ClientInfo.parse("e".repeat(8_193)))
        .hasMessage("client_info has more than 8192 characters");
    assertThatThrownBy(
            () -> ClientInfo.parse(encoded("{\"uid\":\"" + "u".repeat(256) + "\",\"utid\":\"t\"}")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void printsNobody() {
    assertThat(MIRA).hasToString("ClientInfo[hidden]");
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
