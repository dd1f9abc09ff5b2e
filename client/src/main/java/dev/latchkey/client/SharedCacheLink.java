package dev.latchkey.client;

import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.error.CredentialUnavailableException;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.identity.ChainLink;
import dev.latchkey.spi.identity.ChainRequest;
import dev.latchkey.spi.system.EnvironmentReader;
import dev.latchkey.spi.time.Cancellation;
import java.util.List;
import java.util.Optional;

/** Tokens of the person who has signed in before, from the cache of a public client. */
final class SharedCacheLink implements ChainLink {

  private static final String USER = "AZURE_USERNAME";

  private final PublicClient client;
  private final EnvironmentReader environment;

  SharedCacheLink(PublicClient client, EnvironmentReader environment) {
    this.client = client;
    this.environment = environment;
  }

  @Override
  public String name() {
    return "shared-cache";
  }

  @Override
  public TokenResult acquire(ChainRequest request, Cancellation cancellation) {
    try {
      return client.acquireSilently(silent(request, person()), cancellation);
    } catch (InteractionRequiredException e) {
      throw new CredentialUnavailableException("the person in the cache has to sign in again");
    }
  }

  static SilentRequest silent(ChainRequest request, Account person) {
    SilentRequest wish = SilentRequest.of(request.scopes().values(), person);
    wish = request.tenant().map(wish::tenant).orElse(wish);
    wish = request.claims().map(wish::claims).orElse(wish);
    return request.correlationId().map(wish::correlationId).orElse(wish);
  }

  private Account person() {
    Optional<String> name = environment.variable(USER);
    List<Account> people =
        client.accounts().stream()
            .filter(it -> name.isEmpty() || it.username().equalsIgnoreCase(name.get()))
            .toList();
    if (people.size() != 1) {
      throw new CredentialUnavailableException(
          people.isEmpty()
              ? name.isEmpty()
                  ? "nobody in the cache has signed in"
                  : "the person that " + USER + " names is not in the cache"
              : people.size() + " people are in the cache; name one in " + USER);
    }
    return people.get(0);
  }
}
