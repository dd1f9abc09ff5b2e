package dev.latchkey.cli;

import dev.latchkey.domain.credential.CertificateCredential;
import dev.latchkey.domain.credential.ClientAuthentication;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.Passphrase;
import dev.latchkey.domain.credential.PemKeySource;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.spi.system.EnvironmentReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what a client proves its identity with. */
final class CredentialOptions {

  /** The ways to prove it, by the names of the option. */
  private static final Map<String, ClientAuthentication> WAYS =
      Map.of(
          "post", ClientAuthentication.POST,
          "basic", ClientAuthentication.BASIC,
          "assertion", ClientAuthentication.ASSERTION,
          "mtls", ClientAuthentication.MUTUAL_TLS);

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--secret-env",
      paramLabel = "VAR",
      description = "The environment variable that holds the client secret.")
  private @Nullable String secretEnv;

  @Option(
      names = "--certificate",
      paramLabel = "PEM",
      description =
          "Certificate of the client and any that certify it; the key, too, unless --key.")
  private @Nullable Path certificate;

  @Option(
      names = "--key",
      paramLabel = "PEM",
      description = "Private key: PKCS#1, SEC 1 or PKCS#8, encrypted or not.")
  private @Nullable Path key;

  @Option(
      names = "--thumbprint",
      paramLabel = "HEX",
      description = "Thumbprint of the certificate, where --key is all there is.")
  private @Nullable String thumbprint;

  @Option(
      names = "--pfx",
      paramLabel = "FILE",
      description = "Key and certificate in one PKCS#12 file.")
  private @Nullable Path pfx;

  @Option(
      names = "--pkcs11",
      paramLabel = "CONFIG",
      description = "A key in a hardware module: configuration of the Java runtime's provider.")
  private @Nullable Path pkcs11;

  @Option(
      names = "--key-alias",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Which key of the module, if it has several.")
  private String keyAlias = "";

  @Option(
      names = "--passphrase-env",
      paramLabel = "VAR",
      description = "The environment variable that holds the passphrase or PIN of the key.")
  private @Nullable String passphraseEnv;

  @Option(
      names = "--send-x5c",
      description = "Sends the certificates along: subject name and issuer authentication.")
  private boolean sendChain;

  @Option(names = "--key-id", paramLabel = "ID", description = "Names the key to the provider.")
  private @Nullable String keyId;

  @Option(
      names = "--algorithm",
      paramLabel = "A",
      description = "Signs with ${COMPLETION-CANDIDATES}, in place of what suits the authority.")
  private @Nullable SigningAlgorithm algorithm;

  @Option(
      names = "--client-claims",
      paramLabel = "JSON",
      description = "Claims that are signed into the client's assertion.")
  private @Nullable String clientClaims;

  @Option(
      names = "--assertion-file",
      paramLabel = "F",
      description = "A file with a client assertion that somebody else keeps fresh.")
  private @Nullable Path assertionFile;

  @Option(
      names = "--assertion-env",
      paramLabel = "VAR",
      description = "The environment variable that holds a ready-made client assertion.")
  private @Nullable String assertionEnv;

  @Option(
      names = "--client-auth",
      paramLabel = "W",
      description =
          "post, basic, assertion or mtls, in place of what the provider's metadata says.")
  private @Nullable String way;

  /**
   * Makes the credential.
   *
   * @throws ParameterException if there is none, or more than one
   */
  ClientCredential credential(EnvironmentReader environment) {
    return given(environment)
        .orElseThrow(
            () ->
                usage(
                    "no credential: give --secret-env, --certificate, --key, --pfx, --pkcs11,"
                        + " --assertion-file or --assertion-env"));
  }

  /** Makes the credential if there is one. */
  Optional<ClientCredential> given(EnvironmentReader environment) {
    Map<String, @Nullable Object> kinds = new LinkedHashMap<>();
    kinds.put("--secret-env", secretEnv);
    kinds.put("--certificate or --key", certificate == null ? key : certificate);
    kinds.put("--pfx", pfx);
    kinds.put("--pkcs11", pkcs11);
    kinds.put("--assertion-file", assertionFile);
    kinds.put("--assertion-env", assertionEnv);
    List<String> used =
        kinds.entrySet().stream()
            .filter(kind -> kind.getValue() != null)
            .map(Map.Entry::getKey)
            .toList();
    if (used.size() > 1) {
      throw usage("more than one credential: " + String.join(", ", used) + "; give one");
    }
    return used.isEmpty() ? Optional.empty() : Optional.of(only(environment));
  }

  private ClientCredential only(EnvironmentReader environment) {
    SecretVariable variables = new SecretVariable(environment);
    if (secretEnv != null) {
      return ClientCredential.secret(variables.read("--secret-env", secretEnv));
    }
    if (assertionEnv != null) {
      return ClientCredential.assertion(variables.read("--assertion-env", assertionEnv).reveal());
    }
    if (assertionFile != null) {
      return ClientCredential.assertionFile(assertionFile);
    }
    return signing(keySource(passphrase(variables)));
  }

  private Passphrase passphrase(SecretVariable variables) {
    String name = passphraseEnv;
    return name == null
        ? Passphrase.none()
        : Passphrase.from(() -> variables.read("--passphrase-env", name).reveal().toCharArray());
  }

  private KeySource keySource(Passphrase passphrase) {
    if (pfx != null) {
      return KeySource.pfx(pfx).passphrase(passphrase);
    }
    if (pkcs11 != null) {
      return KeySource.pkcs11(pkcs11).pin(passphrase).alias(keyAlias);
    }
    PemKeySource pem =
        KeySource.pem(key == null ? Objects.requireNonNull(certificate) : key)
            .passphrase(passphrase);
    return key == null || certificate == null ? pem : pem.certificate(certificate);
  }

  private ClientCredential signing(KeySource keys) {
    CertificateCredential credential = ClientCredential.certificate(keys).sendChain(sendChain);
    if (thumbprint != null) {
      credential = credential.thumbprint(thumbprint);
    }
    if (keyId != null) {
      credential = credential.keyId(keyId);
    }
    if (algorithm != null) {
      credential = credential.algorithm(algorithm);
    }
    return clientClaims == null ? credential : credential.claims(clientClaims);
  }

  /** The way that was said, if one was. */
  Optional<ClientAuthentication> way() {
    if (way == null) {
      return Optional.empty();
    }
    ClientAuthentication known = WAYS.get(way);
    if (known == null) {
      throw usage("--client-auth is none of " + String.join(", ", new TreeSet<>(WAYS.keySet())));
    }
    return Optional.of(known);
  }

  private ParameterException usage(String message) {
    return new ParameterException(Objects.requireNonNull(spec, "spec").commandLine(), message);
  }
}
