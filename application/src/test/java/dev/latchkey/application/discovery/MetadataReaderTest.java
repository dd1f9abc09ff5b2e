package dev.latchkey.application.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.json.StrictJson;
import dev.latchkey.application.protocol.Endpoints;
import dev.latchkey.domain.authority.Authority;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataReaderTest {

  private static final String HOST = "https://login.microsoftonline.com/";
  private static final Authority ENTRA = Authority.parse(HOST + "common");

  @Test
  void tellsTheIssuerOfTokensAndWhereItsKeysLie() {
    Endpoints endpoints =
        read(
            "\"issuer\":\"https://login.microsoftonline.com/{tenantid}/v2.0\","
                + "\"jwks_uri\":\"https://login.microsoftonline.com/common/discovery/v2.0/keys\",");

    assertThat(endpoints.issuer()).isEqualTo(HOST + "{tenantid}/v2.0");
    assertThat(endpoints.keySet()).isEqualTo(URI.create(HOST + "common/discovery/v2.0/keys"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"issuer\":null,", "\"issuer\":\"\",\"jwks_uri\":\"\","})
  void tellsNeitherWhereTheAuthorityDoesNot(String members) {
    assertThat(read(members).issuer()).isNull();
    assertThat(read(members).keySet()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://login.microsoftonline.com/keys",
        "https://login.microsoftonline.us/keys",
        "https://keys.example/keys",
        "file:///etc/passwd",
        "keys",
        "https://{tenantid}/keys"
      })
  void refusesKeysThatLieElsewhere(String uri) {
    assertThatThrownBy(() -> read("\"jwks_uri\":\"" + uri + "\","))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("jwks_uri is ");
  }

  private static Endpoints read(String members) {
    return MetadataReader.read(
        ENTRA,
        ENTRA,
        StrictJson.object(
            "{" + members + "\"token_endpoint\":\"" + HOST + "common/oauth2/v2.0/token\"}"));
  }
}
