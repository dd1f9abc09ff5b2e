package dev.latchkey.cli;

import dev.latchkey.domain.authority.Authority;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Who issues the tokens. */
final class AuthorityOptions {

  /** At most one of them. */
  static final class Choice {

    @Option(
        names = "--authority",
        paramLabel = "URL",
        description = "Microsoft authority, such as https://login.microsoftonline.com/{tenant}.")
    private @Nullable String url;

    @Option(
        names = "--oidc-authority",
        paramLabel = "URL",
        description = "Issuer of any other OpenID Connect provider.")
    private @Nullable String issuer;
  }

  @ArgGroup private @Nullable Choice choice;

  Optional<Authority> authority() {
    if (choice == null) {
      return Optional.empty();
    }
    return choice.url != null
        ? Optional.of(Authority.parse(choice.url))
        : Optional.ofNullable(choice.issuer).map(AuthorityOptions::issuer);
  }

  private static Authority issuer(String text) {
    try {
      return Authority.oidc(URI.create(text.strip()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--oidc-authority is not usable; give an issuer such as"
              + " https://login.example.org/realms/name, without query and fragment",
          e);
    }
  }
}
