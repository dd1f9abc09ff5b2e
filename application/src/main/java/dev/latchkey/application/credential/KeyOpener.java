package dev.latchkey.application.credential;

import dev.latchkey.domain.credential.GivenKeySource;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.PemKeySource;
import dev.latchkey.domain.credential.PfxKeySource;
import dev.latchkey.domain.credential.Pkcs11KeySource;
import dev.latchkey.domain.credential.RotatingKeySource;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.crypto.Crypto;
import dev.latchkey.spi.crypto.KeyMaterial;
import dev.latchkey.spi.crypto.KeyMaterialReader;
import dev.latchkey.spi.system.FileReader;
import dev.latchkey.spi.time.TimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Opens keys: reads what a source describes, and finds out whether it is fit to sign with. */
public final class KeyOpener {

  private static final byte[] NOTHING = {};

  private final Supplier<Crypto> crypto;
  private final FileReader files;
  private final TimeSource time;

  /**
   * Opens keys of one client.
   *
   * @param crypto reads keys; asked for when the first is opened
   * @param files reads files
   * @param time tells whether a certificate has ended
   */
  public KeyOpener(Supplier<Crypto> crypto, FileReader files, TimeSource time) {
    this.crypto = Objects.requireNonNull(crypto, "crypto");
    this.files = Objects.requireNonNull(files, "files");
    this.time = Objects.requireNonNull(time, "time");
  }

  /**
   * Opens a source.
   *
   * @param source where the key is
   * @param before what was opened before, or null
   * @return the key; the same object as before if it has not changed since
   */
  public OpenKey open(KeySource source, @Nullable OpenKey before) {
    if (source instanceof PemKeySource pem) {
      return openPem(pem, before);
    }
    if (source instanceof PfxKeySource pfx) {
      return openPfx(pfx, before);
    }
    if (source instanceof RotatingKeySource rotating) {
      return openCurrent(rotating, before);
    }
    if (before != null && before.comesFrom(source)) {
      return before;
    }
    if (source instanceof GivenKeySource given) {
      KeyMaterial material = KeyMaterial.of(given.key(), given.chain());
      return opened(given.provider().map(material::provider).orElse(material), given);
    }
    if (source instanceof Pkcs11KeySource token) {
      KeyMaterial material =
          token.pin().open(pin -> reader().openPkcs11(token.configuration(), pin, token.alias()));
      return opened(material, token);
    }
    throw new AssertionError(source.getClass());
  }

  private OpenKey openCurrent(RotatingKeySource rotating, @Nullable OpenKey before) {
    KeySource current =
        Objects.requireNonNull(
            rotating.current().get(), "the supplier of a rotating key gave no key source");
    if (current instanceof RotatingKeySource) {
      throw new ConfigurationException(
          "the supplier of a rotating key gave another rotating key; give the one that is in use");
    }
    return open(current, before);
  }

  private OpenKey openPem(PemKeySource pem, @Nullable OpenKey before) {
    byte[] key =
        pem.keyFile()
            .map(file -> bytes("private key", file, KeyMaterialReader.MAX_PEM_BYTES))
            .orElseGet(() -> ascii(pem.keyText().orElseThrow().reveal()));
    byte[] certificates =
        pem.certificateFile()
            .map(file -> bytes("certificate", file, KeyMaterialReader.MAX_PEM_BYTES))
            .or(() -> pem.certificateText().map(KeyOpener::ascii))
            .orElse(NOTHING);
    try {
      String origin = digest(key, certificates);
      if (before != null && before.comesFrom(origin)) {
        return before;
      }
      KeyMaterial material = pem.passphrase().open(passphrase -> reader().readPem(key, passphrase));
      return opened(
          certificates == NOTHING
              ? material
              : material.chain(withOthers(reader().readCertificates(certificates), material)),
          origin);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  // Certificates that stand beside the key may be those that certify the one given apart.
  private static List<X509Certificate> withOthers(List<X509Certificate> given, KeyMaterial key) {
    return Stream.concat(given.stream(), key.chain().stream()).distinct().toList();
  }

  private OpenKey openPfx(PfxKeySource pfx, @Nullable OpenKey before) {
    byte[] file = bytes("PFX", pfx.file(), KeyMaterialReader.MAX_PFX_BYTES);
    String origin = digest(file, NOTHING);
    if (before != null && before.comesFrom(origin)) {
      return before;
    }
    return opened(pfx.passphrase().open(passphrase -> reader().readPfx(file, passphrase)), origin);
  }

  private OpenKey opened(KeyMaterial material, Object origin) {
    return new OpenKey(reader().checked(material, time.instant()), origin);
  }

  private KeyMaterialReader reader() {
    return crypto.get().keyMaterialReader();
  }

  private byte[] bytes(String what, Path file, int most) {
    try {
      return files.read(file, most);
    } catch (NoSuchFileException e) {
      throw unreadable(what, file, "is not there", e);
    } catch (IOException e) {
      throw unreadable(
          what,
          file,
          "cannot be read: "
              + Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName()),
          e);
    }
  }

  private static ConfigurationException unreadable(
      String what, Path file, String why, IOException e) {
    return new ConfigurationException(
        "the " + what + " file " + file + " " + why, FailureDetails.none(), e);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String digest(byte[] first, byte[] second) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(Integer.toString(first.length).getBytes(StandardCharsets.US_ASCII));
      digest.update((byte) ':');
      digest.update(first);
      digest.update(second);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }
}
