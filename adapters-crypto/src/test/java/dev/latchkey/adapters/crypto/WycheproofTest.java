package dev.latchkey.adapters.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.TokenVerifier;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Published attack vectors (T-07): where they come from is told in the notice beside them. */
class WycheproofTest {

  private final TokenVerifier verifier = new JoseCryptoProvider().open().tokenVerifier();

  @Test
  void acceptsAllThatIsValidAndNothingElse() throws ParseException {
    Map<String, Object> file =
        JSONObjectUtils.parse(
            new String(TestKeys.file("wycheproof/json_web_signature_selection.json"), UTF_8));
    List<Number> accepted = new ArrayList<>();
    List<Number> refused = new ArrayList<>();
    for (Map<String, Object> group : JSONObjectUtils.getJSONObjectArray(file, "testGroups")) {
      String key = JSONObjectUtils.toJSONString(JSONObjectUtils.getJSONObject(group, "public"));
      for (Map<String, Object> test : JSONObjectUtils.getJSONObjectArray(group, "tests")) {
        boolean isAccepted =
            isAccepted(JSONObjectUtils.getString(test, "jws"), "{\"keys\":[" + key + "]}");
        assertThat(isAccepted)
            .as("%s %s", test.get("tcId"), test.get("comment"))
            .isEqualTo("valid".equals(test.get("result")));
        (isAccepted ? accepted : refused).add((Number) test.get("tcId"));
      }
    }

    assertThat(accepted.stream().map(Number::intValue)).containsExactly(18, 33, 378);
    assertThat(refused).hasSize(52).doesNotHaveDuplicates();
  }

  private boolean isAccepted(String token, String keys) {
    if (token.isEmpty()) {
      return false; // the type of the port's parameter refuses it
    }
    try {
      return verifier
          .verify(Secret.of(token), keys, EnumSet.allOf(SigningAlgorithm.class))
          .isPresent();
    } catch (CryptoException e) {
      return false;
    }
  }
}
