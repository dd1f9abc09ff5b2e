package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.scheme.SshCertificateScheme;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.sandbox.RecordedRequest;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SSH certificates in place of tokens (Entra). */
@Timeout(60)
class SshCertificateIT {

  private static final String JWK =
      "{\"kty\":\"RSA\",\"n\":\"uRKsqc4Z2gxkT5gQt4EMRrf5hxAJmOLEjrOpzmojsVdRcbMejOTp99qU\","
          + "\"e\":\"AQAB\",\"kid\":\"laptop\"}";

  private final People people = new People();
  private final PublicClient client = people.client().build();

  @AfterEach
  void close() {
    client.close();
    people.close();
  }

  @Test
  void aCertificateIsKeptUnderTheNameOfItsKey() {
    Account mira = people.mira(client);
    SilentRequest laptop = People.silent(mira).authScheme(new SshCertificateScheme(JWK, "laptop"));
    SilentRequest desktop =
        People.silent(mira).authScheme(new SshCertificateScheme(JWK, "desktop"));

    TokenResult certificate = client.acquireSilently(laptop);

    assertThat(certificate.tokenType()).isEqualTo(TokenType.SSH_CERT);
    assertThat(certificate.keyId()).contains("laptop");
    RecordedRequest sent = people.request();
    assertThat(sent.formParameter("token_type")).contains("ssh-cert");
    assertThat(sent.formParameter("req_cnf")).contains(JWK);
    assertThat(sent.formParameter("key_id")).contains("laptop");
    assertThat(client.acquireSilently(laptop).source()).isEqualTo(TokenSource.CACHE);
    assertThat(client.acquireSilently(desktop).source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
    assertThat(client.acquireSilently(People.silent(mira)).tokenType()).isEqualTo(TokenType.BEARER);
    URI anywhere = URI.create("https://api.example/");
    assertThatThrownBy(() -> certificate.headersFor("GET", anywhere))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("SSH");
  }

  @Test
  void aPrivateKeyIsNotSent() {
    Account mira = people.mira(client);
    SilentRequest wrong =
        People.silent(mira)
            .authScheme(
                new SshCertificateScheme("{\"kty\":\"RSA\",\"n\":\"x\",\"d\":\"y\"}", "laptop"));

    assertThatThrownBy(() -> client.acquireSilently(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("private key");
    assertThat(people.house.tokenCount()).isZero();
  }
}
