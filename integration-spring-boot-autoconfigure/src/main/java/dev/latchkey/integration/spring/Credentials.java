package dev.latchkey.integration.spring;

import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.Passphrase;
import dev.latchkey.domain.credential.PemKeySource;
import dev.latchkey.domain.credential.PfxKeySource;
import dev.latchkey.domain.credential.Secret;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;

/** The credential that checked properties describe. */
final class Credentials {

  private Credentials() {}

  static ClientCredential of(LatchkeyProperties.Client client, Supplier<SslBundles> bundles) {
    if (client.clientSecret() != null) {
      return ClientCredential.secret(client.clientSecret());
    }
    if (client.assertionFile() != null) {
      return ClientCredential.assertionFile(client.assertionFile());
    }
    LatchkeyProperties.Certificate certificate =
        Objects.requireNonNull(client.certificate(), "certificate");
    KeySource keys =
        certificate.sslBundle() == null
            ? keys(certificate)
            : KeySource.rotating(new BundleKeys(bundles.get(), certificate.sslBundle()));
    return ClientCredential.certificate(keys).sendChain(certificate.sendChain());
  }

  private static KeySource keys(LatchkeyProperties.Certificate certificate) {
    Path file = Objects.requireNonNull(certificate.file(), "certificate.file");
    Secret passphrase = certificate.passphrase();
    if (isPfx(file)) {
      PfxKeySource pfx = KeySource.pfx(file);
      return passphrase == null ? pfx : pfx.passphrase(typed(passphrase));
    }
    PemKeySource pem = pem(file, certificate.key());
    return passphrase == null ? pem : pem.passphrase(typed(passphrase));
  }

  private static PemKeySource pem(Path file, @Nullable Path key) {
    return key == null ? KeySource.pem(file) : KeySource.pem(key).certificate(file);
  }

  private static Passphrase typed(Secret passphrase) {
    return Passphrase.from(() -> passphrase.reveal().toCharArray());
  }

  private static boolean isPfx(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".pfx") || name.endsWith(".p12");
  }
}
