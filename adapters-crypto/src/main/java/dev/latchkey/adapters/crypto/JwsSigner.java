package dev.latchkey.adapters.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.spi.crypto.AssertionRequest;
import dev.latchkey.spi.crypto.AssertionSigner;

/** Makes a compact JWS (RFC 7515, section 5.1). */
final class JwsSigner implements AssertionSigner {

  @Override
  public Secret sign(AssertionRequest request) {
    String input =
        Base64Url.encode(JwsHeader.of(request).getBytes(UTF_8))
            + "."
            + Base64Url.encode(request.payload().getBytes(UTF_8));
    byte[] signature =
        RawSignature.sign(request.key(), request.algorithm(), input.getBytes(US_ASCII));
    return Secret.of(input + "." + Base64Url.encode(signature));
  }
}
