package dev.latchkey.adapters.broker;

import dev.latchkey.spi.broker.BrokerAccount;
import dev.latchkey.spi.broker.BrokerCall;
import dev.latchkey.spi.broker.BrokerRequest;
import dev.latchkey.spi.broker.ParentWindow;
import dev.latchkey.spi.broker.ProofOfPossession;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Writes what brokers are told. Both of them look at few of the members; they are those that
 * Microsoft's own client sends.
 */
final class BrokerRequests {

  private static final int CACHED_REFRESH_TOKEN = 1;
  private static final int INTERACTIVE = 6;
  private static final int PRT_SSO_COOKIE = 8;

  private final JsonProvider json = JsonProvider.provider();

  String version() {
    return json.createObjectBuilder().add("msalCppVersion", "1.0").build().toString();
  }

  /** Who asks, and no more. */
  String call(BrokerCall call) {
    return caller(call).build().toString();
  }

  private JsonObjectBuilder caller(BrokerCall call) {
    return json.createObjectBuilder()
        .add("clientId", call.clientId().value())
        .add("redirectUri", call.redirectUri().toString());
  }

  String signOut(BrokerCall call, JsonObject account) {
    return caller(call).add("account", account).build().toString();
  }

  String silent(BrokerRequest request, JsonObject account) {
    return json.createObjectBuilder()
        .add("authParameters", parameters(request, account, CACHED_REFRESH_TOKEN))
        .build()
        .toString();
  }

  String interactive(BrokerRequest request, @Nullable JsonObject account, ParentWindow parent) {
    // The desktop has no window for a console; the broker's stands alone then.
    long handle = parent instanceof ParentWindow.Handle window ? window.handle() : 0;
    JsonObjectBuilder parameters =
        parameters(request, account, INTERACTIVE)
            .add("parentWindow", json.createObjectBuilder().add("handle", handle))
            .add("isSignIn", account == null);
    request.prompt().ifPresent(it -> parameters.add("prompt", it));
    return json.createObjectBuilder()
        .add("authParameters", parameters)
        .add("parentWindowHandle", handle)
        .build()
        .toString();
  }

  String cookie(BrokerRequest request, JsonObject account, URI page) {
    return json.createObjectBuilder()
        .add("account", account)
        .add(
            "authParameters",
            parameters(request, account, PRT_SSO_COOKIE).add("ssoUrl", page.toString()))
        .add("ssoUrl", page.toString())
        .add("mamEnrollment", false)
        .build()
        .toString();
  }

  String sign(BrokerCall call, BrokerAccount account, ProofOfPossession proof) {
    return json.createObjectBuilder()
        .add("clientId", call.clientId().value())
        .add("popParams", pop(proof, account.homeAccountId().value()))
        .build()
        .toString();
  }

  private JsonObjectBuilder parameters(
      BrokerRequest request, @Nullable JsonObject account, int kind) {
    String username =
        account == null
            ? request.loginHint().orElse("")
            : BrokerJson.text(account, "username").orElse("");
    JsonArrayBuilder scopes = json.createArrayBuilder();
    request.scopes().values().forEach(scopes::add);
    JsonObjectBuilder further = json.createObjectBuilder();
    request.parameters().forEach(further::add);
    if (account != null && kind == INTERACTIVE) {
      further.add("hsu", "1");
    }
    return json.createObjectBuilder()
        .add("account", account == null ? JsonValue.NULL : account)
        .add("username", username)
        .add("authority", authority(request, account))
        .add("authorizationType", kind)
        .add("clientId", request.call().clientId().value())
        .add("redirectUri", request.call().redirectUri().toString())
        .add("requestedScopes", scopes)
        .add("decodedClaims", request.claims().orElse(""))
        .add("accessTokenToRenew", request.accessTokenToRenew().map(it -> it.reveal()).orElse(""))
        .add("additionalQueryParametersForAuthorization", further)
        .add(
            "popParams",
            request
                .proof()
                .<JsonValue>map(
                    it ->
                        pop(
                                it,
                                account == null
                                    ? ""
                                    : BrokerJson.text(account, "homeAccountId").orElse(""))
                            .build())
                .orElse(JsonValue.NULL))
        .add("uxContextHandle", -1);
  }

  // What is asked of any tenant is asked of the account's own.
  private static String authority(BrokerRequest request, @Nullable JsonObject account) {
    String authority = request.authority().toString();
    String tenant = authority.substring(authority.lastIndexOf('/') + 1);
    boolean isAny =
        tenant.equals("common") || tenant.equals("organizations") || tenant.equals("consumers");
    return account == null || !isAny
        ? authority
        : BrokerJson.text(account, "realm")
            .map(it -> authority.substring(0, authority.lastIndexOf('/') + 1) + it)
            .orElse(authority);
  }

  private JsonObjectBuilder pop(ProofOfPossession proof, String homeAccountId) {
    URI uri = proof.uri();
    return json.createObjectBuilder()
        .add("authenticationScheme", "pop")
        .add("clientClaims", "")
        .add("homeAccountId", homeAccountId)
        .add("httpMethod", proof.method())
        .add("nonce", proof.nonce())
        .add("uriHost", uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()))
        .add("uriPath", uri.getRawPath() == null ? "" : uri.getRawPath());
  }
}
