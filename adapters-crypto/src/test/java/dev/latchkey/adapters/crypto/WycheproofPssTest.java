package dev.latchkey.adapters.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.credential.SigningAlgorithm;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Published attack vectors for PS256 (T-07): where they come from is told in the notice. */
class WycheproofPssTest {

  private static final String MODULUS =
      "a2b451a07d0aa5f96e455671513550514a8a5b462ebef717094fa1fee82224e637f9746d3f7cafd31878d80325"
          + "b6ef5a1700f65903b469429e89d6eac8845097b5ab393189db92512ed8a7711a1253facd20f79c15e8247f"
          + "3d3e42e46e48c98e254a2fe9765313a03eff8f17e1a029397a1fa26a8dce26f490ed81299615d9814c22da"
          + "610428e09c7d9658594266f5c021d0fceca08d945a12be82de4d1ece6b4c03145b5d3495d4ed5411eb878d"
          + "af05fd7afc3e09ada0f1126422f590975a1969816f48698bcbba1b4d9cae79d460d8f9f85e7975005d9bc2"
          + "2c4e5ac0f7c1a45d12569a62807d3b9a02e5a530e773066f453d1f5b4c2e9cf7820283f742b9d5";
  private static final String VALID = "4";

  private final List<List<String>> rows =
      new String(TestKeys.file("wycheproof/rsa-pss-2048-sha256.txt"), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> List.of(line.split(" ?\\| ?", -1)))
          .toList();

  private static PublicKey key() throws Exception {
    return KeyFactory.getInstance("RSA")
        .generatePublic(
            new RSAPublicKeySpec(new BigInteger(MODULUS, 16), BigInteger.valueOf(65_537)));
  }

  private static boolean accepts(String message, String signature) throws Exception {
    return RawSignature.verifies(
        key(),
        SigningAlgorithm.PS256,
        HexFormat.of().parseHex(message.strip()),
        HexFormat.of().parseHex(signature.strip()));
  }

  @Test
  void acceptsAllThatIsValidAndNothingElse() throws Exception {
    int valid = 0;
    for (List<String> row : rows) {
      boolean isAccepted = accepts(row.get(3), row.get(4));
      assertThat(isAccepted)
          .as(row.get(0) + " " + row.get(1))
          .isEqualTo(row.get(2).equals("valid"));
      valid += isAccepted ? 1 : 0;
    }
    assertThat(valid).isEqualTo(3);
    assertThat(rows).hasSize(10);
  }

  @Test
  void refusesWhatIsMadeOfTheModulusOrOfAGoodSignature() throws Exception {
    List<String> good =
        rows.stream().filter(row -> row.get(0).equals(VALID)).findFirst().orElseThrow();
    String signature = good.get(4).strip();
    String zeros = "00".repeat(256);
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("99 signature is 0", zeros);
    bad.put("100 signature is 1", zeros.substring(2) + "01");
    bad.put("101 signature is n-1", MODULUS.substring(0, 510) + "d4");
    bad.put("102 signature is n", MODULUS);
    bad.put("104 prepending 0's to signature", "0000" + signature);
    bad.put("105 appending 0's to signature", signature + "0000");
    bad.put("106 truncated signature", signature.substring(0, 508));
    bad.put("107 empty signature", "");

    assertThat(accepts(good.get(3), signature)).isTrue();
    for (Map.Entry<String, String> each : bad.entrySet()) {
      assertThat(accepts(good.get(3), each.getValue())).as(each.getKey()).isFalse();
    }
  }
}
