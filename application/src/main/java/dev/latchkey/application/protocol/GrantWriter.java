package dev.latchkey.application.protocol;

import dev.latchkey.domain.grant.AuthorizationCodeGrant;
import dev.latchkey.domain.grant.ClientCredentialsGrant;
import dev.latchkey.domain.grant.DeviceCodeGrant;
import dev.latchkey.domain.grant.Grant;
import dev.latchkey.domain.grant.OnBehalfOfGrant;
import dev.latchkey.domain.grant.PasswordGrant;
import dev.latchkey.domain.grant.RefreshTokenGrant;
import dev.latchkey.domain.grant.SamlGrant;
import dev.latchkey.domain.grant.SamlVersion;
import dev.latchkey.domain.grant.TokenExchangeGrant;
import dev.latchkey.domain.grant.UserFederatedIdentityGrant;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The names that grants and their parameters have in a token request. */
final class GrantWriter {

  private GrantWriter() {}

  static void write(Grant grant, FormBody form) {
    if (grant instanceof ClientCredentialsGrant app) {
      write(app, form);
    } else if (grant instanceof RefreshTokenGrant refresh) {
      form.set("grant_type", "refresh_token");
      form.set("refresh_token", refresh.refreshToken().reveal());
    } else if (grant instanceof AuthorizationCodeGrant code) {
      write(code, form);
    } else if (grant instanceof DeviceCodeGrant device) {
      form.set("grant_type", "urn:ietf:params:oauth:grant-type:device_code");
      form.set("device_code", device.deviceCode().reveal());
      // RFC 8628, section 3.4 has no scope here: it went with the request for the code.
      return;
    } else if (grant instanceof PasswordGrant password) {
      form.set("grant_type", "password");
      form.set("username", password.username());
      form.set("password", password.password().reveal());
    } else if (grant instanceof SamlGrant saml) {
      write(saml, form);
    } else if (grant instanceof OnBehalfOfGrant behalf) {
      form.set("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
      form.set("assertion", behalf.userAssertion().reveal());
      form.set("requested_token_use", "on_behalf_of");
    } else if (grant instanceof TokenExchangeGrant exchange) {
      write(exchange, form);
    } else if (grant instanceof UserFederatedIdentityGrant person) {
      write(person, form);
    } else {
      throw new AssertionError(grant.getClass());
    }
    form.set("scope", grant.scopes().text());
  }

  private static void write(ClientCredentialsGrant app, FormBody form) {
    form.set("grant_type", "client_credentials");
    if (app.fmiPath() != null) {
      form.set("fmi_path", app.fmiPath());
    }
  }

  private static void write(AuthorizationCodeGrant code, FormBody form) {
    form.set("grant_type", "authorization_code");
    form.set("code", code.code().reveal());
    if (code.redirectUri() != null) {
      form.set("redirect_uri", code.redirectUri().toString());
    }
    if (code.codeVerifier() != null) {
      form.set("code_verifier", code.codeVerifier().reveal());
    }
    if (code.wantsSpaCode()) {
      form.set("return_spa_code", "1");
    }
  }

  private static void write(SamlGrant saml, FormBody form) {
    form.set(
        "grant_type",
        saml.version() == SamlVersion.SAML_1_1
            ? "urn:ietf:params:oauth:grant-type:saml1_1-bearer"
            : "urn:ietf:params:oauth:grant-type:saml2-bearer");
    form.set(
        "assertion",
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(saml.assertion().reveal().getBytes(StandardCharsets.UTF_8)));
  }

  private static void write(TokenExchangeGrant exchange, FormBody form) {
    form.set("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
    form.set("subject_token", exchange.subjectToken().reveal());
    form.set("subject_token_type", exchange.subjectType().toString());
    if (exchange.actorToken() != null && exchange.actorType() != null) {
      form.set("actor_token", exchange.actorToken().reveal());
      form.set("actor_token_type", exchange.actorType().toString());
    }
  }

  private static void write(UserFederatedIdentityGrant person, FormBody form) {
    form.set("grant_type", "user_fic");
    form.set("user_federated_identity_credential", person.credential().reveal());
    if (person.objectId() != null) {
      form.set("user_id", person.objectId());
    }
    if (person.username() != null) {
      form.set("username", person.username());
    }
  }
}
