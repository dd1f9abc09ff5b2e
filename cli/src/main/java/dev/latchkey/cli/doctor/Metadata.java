package dev.latchkey.cli.doctor;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a provider says of itself (OpenID Connect Discovery, section 3), for people. */
final class Metadata {

  private static final String TOKEN = "token_endpoint";

  private static final List<String> OTHERS =
      List.of(
          "authorization_endpoint",
          "device_authorization_endpoint",
          "pushed_authorization_request_endpoint",
          "end_session_endpoint",
          "revocation_endpoint",
          "jwks_uri");

  private final JsonObject members;

  private Metadata(JsonObject members) {
    this.members = members;
  }

  static Optional<Metadata> read(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      Metadata metadata = new Metadata(reader.readObject());
      return metadata.text(TOKEN).map(endpoint -> metadata);
    } catch (JsonException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  List<Finding> findings(Authority authority) {
    List<Finding> findings = new ArrayList<>();
    findings.add(issuer(authority));
    text(TOKEN).ifPresent(uri -> findings.add(endpoint(authority, TOKEN, uri)));
    for (String name : OTHERS) {
      text(name).ifPresent(uri -> findings.add(endpoint(authority, name, uri)));
    }
    return findings;
  }

  private Finding issuer(Authority authority) {
    String subject = "issuer";
    Optional<String> issuer = text(subject);
    if (issuer.isEmpty()) {
      return Finding.fail(subject, "is missing in the metadata; ID tokens cannot be checked");
    }
    String named = authority.uri().toString();
    if (issuer.get().equals(named) || issuer.get().equals(named + "/")) {
      return Finding.ok(subject, issuer.get() + ", as named");
    }
    return isNear(authority, host(issuer.get()).orElse(""))
        ? Finding.ok(subject, issuer.get())
        : Finding.warn(subject, issuer.get() + " is on another host than the authority");
  }

  private static Finding endpoint(Authority authority, String name, String uri) {
    if (!uri.startsWith("https://") || host(uri).isEmpty()) {
      return Finding.fail(name, uri + " is no https address");
    }
    Optional<Cloud> own = Cloud.ofHost(authority.uri().getHost());
    return own.isPresent() && !own.equals(Cloud.ofHost(host(uri).orElse("")))
        ? Finding.warn(name, uri + " is outside the cloud of the authority")
        : Finding.ok(name, uri);
  }

  private static boolean isNear(Authority authority, String host) {
    String own = authority.uri().getHost().toLowerCase(Locale.ROOT);
    return host.equals(own)
        || host.endsWith("." + own)
        || (Cloud.ofHost(own).isPresent() && Cloud.ofHost(own).equals(Cloud.ofHost(host)));
  }

  private static Optional<String> host(String uri) {
    try {
      // Entra leaves the place of the tenant open: {tenantid}.
      return Optional.ofNullable(URI.create(uri.replace("{", "").replace("}", "")).getHost())
          .map(host -> host.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<String> text(String name) {
    return members.get(name) instanceof JsonString text && !text.getString().isEmpty()
        ? Optional.of(text.getString())
        : Optional.empty();
  }
}
