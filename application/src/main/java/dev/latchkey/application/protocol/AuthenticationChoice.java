package dev.latchkey.application.protocol;

import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.credential.CertificateCredential;
import dev.latchkey.domain.credential.ClientAuthentication;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.SecretCredential;
import dev.latchkey.domain.error.ConfigurationException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Chooses how to prove a client's identity, from what it has and what the authority accepts. */
final class AuthenticationChoice {

  private static final String SELF_SIGNED_TLS = "self_signed_tls_client_auth";

  private final @Nullable ClientAuthentication said;

  AuthenticationChoice(@Nullable ClientAuthentication said) {
    this.said = said;
  }

  ClientAuthentication of(ClientCredential credential, Endpoints endpoints) {
    if (said != null) {
      return saidIfFit(credential);
    }
    List<ClientAuthentication> possible = possible(credential);
    if (!(endpoints.authority() instanceof OidcAuthority)) {
      // Microsoft's own authorities take each, whatever their metadata lists.
      return possible.get(0);
    }
    Set<String> listed = endpoints.authentication();
    if (listed == null) {
      // OpenID Connect Discovery, section 3: Basic is what holds where nothing is listed.
      return credential instanceof SecretCredential ? ClientAuthentication.BASIC : possible.get(0);
    }
    for (ClientAuthentication one : possible) {
      if (lists(listed, one)) {
        return one;
      }
    }
    if (credential instanceof SecretCredential) {
      // RFC 6749, section 2.3.1: every server that issues secrets has to take them so.
      return ClientAuthentication.BASIC;
    }
    throw new ConfigurationException(
        endpoints.authority()
            + " accepts "
            + new TreeSet<>(listed)
            + ", and the credential of this client needs "
            + possible.stream().map(ClientAuthentication::registeredName).toList()
            + "; use another credential, or say clientAuthentication(...) if the provider's"
            + " metadata is wrong");
  }

  private ClientAuthentication saidIfFit(ClientCredential credential) {
    if (said == null || !said.fits(credential)) {
      throw new ConfigurationException(
          "client authentication " + said + " does not fit a " + kind(credential));
    }
    return said;
  }

  private static String kind(ClientCredential credential) {
    if (credential instanceof SecretCredential) {
      return "secret";
    }
    return credential instanceof CertificateCredential ? "certificate" : "client assertion";
  }

  private static List<ClientAuthentication> possible(ClientCredential credential) {
    if (credential instanceof SecretCredential) {
      return List.of(ClientAuthentication.POST, ClientAuthentication.BASIC);
    }
    return credential instanceof CertificateCredential
        ? List.of(ClientAuthentication.ASSERTION, ClientAuthentication.MUTUAL_TLS)
        : List.of(ClientAuthentication.ASSERTION);
  }

  private static boolean lists(Set<String> listed, ClientAuthentication one) {
    return listed.contains(one.registeredName())
        || (one == ClientAuthentication.MUTUAL_TLS && listed.contains(SELF_SIGNED_TLS));
  }

  /** Finds out early whether what was said fits the client's own credential. */
  void requireFit(ClientCredential credential) {
    if (said != null) {
      saidIfFit(credential);
    }
  }
}
