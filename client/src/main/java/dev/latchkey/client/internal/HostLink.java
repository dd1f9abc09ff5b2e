package dev.latchkey.client.internal;

import dev.latchkey.application.request.ResourceRequest;
import dev.latchkey.domain.error.CredentialUnavailableException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.identity.ChainLink;
import dev.latchkey.spi.identity.ChainRequest;
import dev.latchkey.spi.identity.ManagedIdentityId;
import dev.latchkey.spi.system.FileReader;
import dev.latchkey.spi.time.Cancellation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokens of the host's identity. */
final class HostLink implements ChainLink {

  static final String NAME = "managed-identity";

  // Where others wait for their turn, a machine that is not in Azure is told apart sooner.
  private static final Duration TO_CONNECT = Duration.ofSeconds(1);

  private final ManagedIdentityParts parts;

  HostLink(
      @Nullable ManagedIdentityId given,
      FileReader files,
      AzureVariables variables,
      ClientOptions options) {
    ManagedIdentityId identity =
        given != null
            ? given
            : variables
                .find("AZURE_CLIENT_ID")
                .map(ManagedIdentityId::clientId)
                .orElseGet(ManagedIdentityId::systemAssigned);
    ClientOptions own = options.copy();
    HttpSettings settings = own.httpSettings();
    if (settings.connectTimeout().equals(HttpSettings.defaults().connectTimeout())) {
      own.httpSettings(settings.connectTimeout(TO_CONNECT));
    }
    this.parts = ManagedIdentityParts.of(HostOptions.of(identity).with(files), own);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public TokenResult acquire(ChainRequest request, Cancellation cancellation) {
    List<String> scopes = request.scopes().values();
    if (scopes.size() != 1) {
      throw new IllegalArgumentException(
          "a host gives tokens for one resource at a time; " + scopes.size() + " were given");
    }
    ResourceRequest wish = ResourceRequest.of(scopes.get(0));
    wish = request.claims().map(wish::claims).orElse(wish);
    wish = request.correlationId().map(wish::correlationId).orElse(wish);
    try {
      return parts.acquireForResource().acquire(wish, cancellation);
    } catch (ServiceException e) {
      throw hasNoIdentity(e)
          ? new CredentialUnavailableException("this host has no such identity")
          : e;
    }
  }

  // How a virtual machine says that nobody gave it an identity.
  private static boolean hasNoIdentity(ServiceException e) {
    return e.status().orElse(0) == 400
        && e.error()
            .filter(it -> it.code().equals(OAuthErrorCode.INVALID_REQUEST))
            .flatMap(OAuthError::description)
            .filter(it -> it.contains("Identity not found"))
            .isPresent();
  }

  @Override
  public void close() {
    parts.close();
  }
}
