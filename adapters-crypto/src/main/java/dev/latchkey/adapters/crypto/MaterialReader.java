package dev.latchkey.adapters.crypto;

import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.KeyMaterial;
import dev.latchkey.spi.crypto.KeyMaterialReader;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** Sends each form of key material to the class that reads it. */
final class MaterialReader implements KeyMaterialReader {

  @Override
  public KeyMaterial readPem(byte[] pem, char[] passphrase) {
    PemText text = PemText.of(pem);
    List<PemText.Block> keys = text.keys();
    if (keys.size() != 1) {
      throw new CryptoException(
          keys.isEmpty()
              ? "no private key found; a PEM text with a line BEGIN … PRIVATE KEY is needed"
              : "there are " + keys.size() + " private keys where one is needed");
    }
    return KeyMaterial.of(
        PemKey.read(keys.get(0), passphrase), Certificates.read(text.certificates()));
  }

  @Override
  public List<X509Certificate> readCertificates(byte[] pem) {
    PemText text = PemText.of(pem);
    if (text.isBare()) {
      return List.of(Certificates.readBare(text.bare()));
    }
    List<PemText.Block> blocks = text.certificates();
    if (blocks.isEmpty()) {
      throw new CryptoException(
          text.keys().isEmpty()
              ? "no certificate found; a PEM text with a line BEGIN CERTIFICATE is needed"
              : "there is a private key where a certificate is needed; were two files confused?");
    }
    return Certificates.read(blocks);
  }

  @Override
  public KeyMaterial readPfx(byte[] pfx, char[] passphrase) {
    return Pfx.read(pfx, passphrase);
  }

  @Override
  public KeyMaterial openPkcs11(Path configuration, char[] pin, String alias) {
    return Pkcs11.open(configuration, pin, alias);
  }

  @Override
  public KeyMaterial checked(KeyMaterial material, Instant now) {
    return MaterialCheck.checked(material, now);
  }
}
