package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.application.request.AuthResponse;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.tck.ManualTimeSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** B-04: state, nonce and verifier cannot be guessed, and none comes twice. */
@Timeout(300)
class SignInRandomnessTest {

  private static final int VALUES = 1_000_000;
  private static final int BITS = 256;
  private static final AuthCodeFlowRequest REQUEST =
      AuthCodeFlowRequest.of(List.of("User.Read"))
          .redirectUri(URI.create("https://app.example/back"));

  private final ScriptedAuthority authority =
      new ScriptedAuthority()
          .metadata(
              """
              {"issuer": "%s/v2.0", "token_endpoint": "%s/oauth2/v2.0/token",
               "authorization_endpoint": "%s/oauth2/v2.0/authorize"}\
              """
                  .formatted(
                      ScriptedAuthority.BASE, ScriptedAuthority.BASE, ScriptedAuthority.BASE))
          .then(200, "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":60}");
  private final List<Integer> drawn = new ArrayList<>();
  private final PublicClient client = client(RandomSource.system());

  @AfterEach
  void close() {
    client.close();
  }

  private PublicClient client(RandomSource random) {
    return PublicClient.builder(House.CLIENT_ID)
        .authority(Authority.entra(Cloud.PUBLIC, ScriptedAuthority.TENANT))
        .http(authority)
        .timeSource(new ManualTimeSource())
        .randomSource(random)
        .build();
  }

  // The address has the hash of the nonce and that of the verifier: these are as different as what
  // they are made of.
  @Test
  void amongAMillionNoneComesTwiceAndEveryBitIsAsOftenSetAsNot() {
    long[] beginnings = new long[3 * (VALUES / 3 + 1)];
    int[] set = new int[BITS];
    int count = 0;
    int fewest = Integer.MAX_VALUE;
    while (count < VALUES) {
      PendingAuthCodeFlow flow = client.beginAuthCodeFlow(REQUEST);
      Map<String, String> address = Hotel.parameters(flow.authUri());
      byte[] state = Base64.getUrlDecoder().decode(flow.state());
      fewest = Math.min(fewest, state.length);
      for (int bit = 0; bit < BITS; bit++) {
        set[bit] += state[bit / 8] >> bit % 8 & 1;
      }
      beginnings[count++] = beginning(state);
      beginnings[count++] = Long.parseUnsignedLong(address.get("nonce").substring(0, 16), 16);
      beginnings[count++] = beginning(Base64.getUrlDecoder().decode(address.get("code_challenge")));
    }
    assertThat(fewest * 8).isGreaterThanOrEqualTo(BITS);
    Arrays.sort(beginnings, 0, count);
    for (int i = 1; i < count; i++) {
      // Half of 64 bits alike would be one in thirty-seven million: a repeat, not chance.
      if (beginnings[i] == beginnings[i - 1]) {
        throw new AssertionError("a value came twice among " + count);
      }
    }
    int flows = count / 3;
    // Six standard deviations, which chance exceeds in one of two million runs for all bits.
    double bound = 6 * Math.sqrt(flows) / 2;
    assertThat(Arrays.stream(set).mapToDouble(it -> Math.abs(it - flows / 2.0)).max().orElseThrow())
        .isLessThan(bound);
  }

  private static long beginning(byte[] bytes) {
    long beginning = 0;
    for (int i = 0; i < 8; i++) {
      beginning = beginning << 8 | bytes[i] & 0xff;
    }
    return beginning;
  }

  @Test
  void eachIsDrawnAnewFromTheSecureSource() {
    try (PublicClient counted =
        client(
            count -> {
              drawn.add(count);
              return RandomSource.system().bytes(count);
            })) {
      counted.beginAuthCodeFlow(REQUEST);
      drawn.clear();
      counted.beginAuthCodeFlow(REQUEST.state("the-application-s-own"));
      assertThat(drawn).filteredOn(it -> it * 8 >= BITS).hasSize(2);
      drawn.clear();
      counted.beginAuthCodeFlow(REQUEST);
      assertThat(drawn).filteredOn(it -> it * 8 >= BITS).hasSize(3);
    }
  }

  @Test
  void verifierIsOfAllowedFormAndItsChallengeIsS256() throws NoSuchAlgorithmException {
    for (int i = 0; i < 1_000; i++) {
      PendingAuthCodeFlow flow = client.beginAuthCodeFlow(REQUEST);
      Map<String, String> address = Hotel.parameters(flow.authUri());
      assertThat(address).containsEntry("code_challenge_method", "S256");
      authority.forget();
      client.completeAuthCodeFlow(
          flow.saved().reveal(),
          AuthResponse.ofParameters(Map.of("code", "c", "state", flow.state())));
      String verifier = authority.forms("/token").get(0).get("code_verifier");
      assertThat(verifier).matches("[A-Za-z0-9._~-]{43,128}");
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      assertThat(address.get("code_challenge"))
          .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    }
  }
}
