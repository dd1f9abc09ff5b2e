package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.IdTokenTimePolicy;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.IdTokenException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.http.HttpTransportProvider;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client may want of ID tokens beside the usual: times taken at their word, signatures. */
@Timeout(60)
@Tag("W-18")
class IdTokenOptionsIT {

  private static final Pattern ID_TOKEN = Pattern.compile("\"id_token\":\"([^\"]+)\"");

  private final Hotel hotel = new Hotel();

  @AfterEach
  void close() {
    hotel.close();
  }

  private Authority authority(boolean isEntra) {
    return isEntra ? Authority.entra(Cloud.PUBLIC, Hotel.TENANT) : hotel.realm("demo");
  }

  private TokenResult signIn(PublicClient client) {
    PendingAuthCodeFlow flow = client.beginAuthCodeFlow(Hotel.REQUEST);
    return client.completeAuthCodeFlow(Hotel.saved(flow), hotel.answer(flow));
  }

  // I-26: by default Entra's kinds warn and other providers are strict; one option for both.
  @ParameterizedTest
  @CsvSource({
    "true,,true",
    "false,,false",
    "true,WARN,true",
    "false,WARN,true",
    "true,STRICT,false",
    "false,STRICT,false"
  })
  void timePolicyIsByKindUnlessTheClientSaysOtherwise(
      boolean isEntra, @Nullable IdTokenTimePolicy policy, boolean isTaken) {
    // The clock of the service stands; ours is a day ahead, and every token long over.
    hotel.house.time.advance(Duration.ofDays(1));
    PublicClient.Builder builder = hotel.client().authority(authority(isEntra));
    try (PublicClient client =
        (policy == null ? builder : builder.idTokenTimePolicy(policy)).build()) {
      if (isTaken) {
        assertThat(signIn(client).idTokenClaims()).isPresent();
        assertThat(client.accounts()).hasSize(1);
      } else {
        assertThatThrownBy(() -> signIn(client))
            .isInstanceOfSatisfying(
                IdTokenException.class,
                e -> {
                  assertThat(e.reason()).isEqualTo(IdTokenException.Reason.EXPIRED);
                  assertThat(e.now()).isEqualTo(hotel.house.time.instant());
                });
        assertThat(client.accounts()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void signatureIsVerifiedWithKeysThatAreFetchedOnce(boolean isEntra) {
    try (PublicClient client =
        hotel.client().authority(authority(isEntra)).verifyIdTokens(true).build()) {
      TokenResult first = signIn(client);
      signIn(client);
      client.acquireSilently(
          SilentRequest.of(Hotel.SCOPES, first.account().orElseThrow()).forceRefresh(true));

      assertThat(hotel.house.sandbox.requests().count(EndpointKind.JWKS)).isEqualTo(1);
    }
  }

  @Test
  void noKeysAreFetchedByDefault() {
    try (PublicClient client = hotel.client().authority(hotel.realm("demo")).build()) {
      signIn(client);
      assertThat(hotel.house.sandbox.requests().count(EndpointKind.JWKS)).isZero();
    }
  }

  @Test
  void tokenThatAnotherKeySignedIsRefusedAndNothingIsKept() {
    hotel
        .house
        .sandbox
        .faults()
        .on(EndpointKind.JWKS)
        .always(Fault.body(stranger(), "application/json"));
    try (PublicClient client =
        hotel.client().authority(hotel.realm("demo")).verifyIdTokens(true).build()) {
      assertThatThrownBy(() -> signIn(client))
          .isInstanceOfSatisfying(
              IdTokenException.class,
              e -> assertThat(e.reason()).isEqualTo(IdTokenException.Reason.SIGNATURE));
      assertThat(client.accounts()).isEmpty();
    }
  }

  private static String stranger() {
    return "{\"keys\":[" + new IdTokenSigner("RS256", "stranger").jwk() + "]}";
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void changedSignatureIsSeenOnlyByWhoLooks(boolean verifies) {
    try (HttpTransport forging = forging();
        PublicClient client =
            PublicClient.builder(House.CLIENT_ID)
                .authority(hotel.realm("demo"))
                .http(forging)
                .timeSource(hotel.house.time)
                .verifyIdTokens(verifies)
                .build()) {
      if (verifies) {
        assertThatThrownBy(() -> signIn(client))
            .isInstanceOfSatisfying(
                IdTokenException.class,
                e -> assertThat(e.reason()).isEqualTo(IdTokenException.Reason.SIGNATURE));
        assertThat(client.accounts()).isEmpty();
      } else {
        assertThat(signIn(client).idTokenClaims()).isPresent();
      }
    }
  }

  /** Changes the signature of every ID token that passes. */
  private HttpTransport forging() {
    HttpTransport real =
        ServiceLoader.load(HttpTransportProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(it -> it.name().equals("apache"))
            .findFirst()
            .orElseThrow()
            .open(hotel.house.http());
    return new HttpTransport() {
      @Override
      public HttpResponse send(HttpRequest request, Deadline deadline, Cancellation cancellation) {
        HttpResponse answer = real.send(request, deadline, cancellation);
        Matcher token = ID_TOKEN.matcher(answer.bodyText());
        return token.find()
            ? HttpResponse.of(
                answer.status(),
                answer.headers(),
                answer
                    .bodyText()
                    .replace(token.group(1), forged(token.group(1)))
                    .getBytes(StandardCharsets.UTF_8))
            : answer;
      }

      @Override
      public void close() {
        real.close();
      }
    };
  }

  private static String forged(String token) {
    int signature = token.lastIndexOf('.') + 1;
    char first = token.charAt(signature);
    return token.substring(0, signature)
        + (first == 'A' ? 'B' : 'A')
        + token.substring(signature + 1);
  }

  @Test
  void keysThatCannotBeHadAreTold() {
    hotel.house.sandbox.faults().on(EndpointKind.JWKS).always(Fault.status(404));
    try (PublicClient client =
        hotel.client().authority(hotel.realm("demo")).verifyIdTokens(true).build()) {
      assertThatThrownBy(() -> signIn(client))
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining("key set");
      assertThat(client.accounts()).isEmpty();
    }
  }

  @Test
  void buildFailsWhereNothingCanVerify() {
    PublicClient.Builder builder =
        hotel
            .client()
            .http(
                (request, deadline, cancellation) ->
                    HttpResponse.of(500, HttpHeaders.none(), new byte[0]))
            .classLoader(ClassLoader.getPlatformClassLoader())
            .verifyIdTokens(true);
    assertThatThrownBy(builder::build)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("latchkey-adapters-crypto");
  }
}
