package dev.latchkey.sandbox;

import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Reads scenarios. */
final class ScenarioReader {

  private static final Set<String> MEMBERS =
      sorted("hosts", "tenants", "unknown_tenants", "applications", "users", "realms", "faults");

  private static final Set<String> APPLICATION =
      sorted(
          "client_id",
          "secrets",
          "assertions",
          "certificates",
          "trusted_subjects",
          "single_use_assertions",
          "scopes",
          "extra_scopes",
          "roles",
          "token_lifetime",
          "refresh_in",
          "ext_expires_in",
          "echo_scope",
          "basic_allowed",
          "post_allowed",
          "public",
          "redirect_uris",
          "identifier_uris",
          "proof_key_required",
          "family",
          "refresh_token_lifetime",
          "rotate_refresh_tokens",
          "detect_refresh_token_reuse",
          "device_code_lifetime",
          "device_interval");

  private static final Set<String> USER =
      sorted(
          "username",
          "password",
          "display_name",
          "object_id",
          "home_tenant",
          "guest_in",
          "personal",
          "disabled",
          "second_factor",
          "consented");

  private static final Set<String> REALM =
      sorted(
          "name",
          "token_endpoint_auth_methods",
          "token_endpoint_auth_signing_algs",
          "metadata",
          "without_metadata",
          "issuer_parameter");

  private static final Set<String> TRUSTED_SUBJECT = sorted("subject", "issuer");

  private ScenarioReader() {}

  static Set<String> sorted(String... names) {
    return Collections.unmodifiableSet(new TreeSet<>(Set.of(names)));
  }

  static Scenario read(String json) {
    ScenarioObject root = new ScenarioObject("", Json.read(json)).allowOnly(MEMBERS);
    return new Scenario(
        root.texts("hosts"),
        tenants(root.object("tenants")),
        root.texts("unknown_tenants"),
        root.objects("applications").stream().map(ScenarioReader::application).toList(),
        root.objects("users").stream().map(ScenarioReader::user).toList(),
        root.objects("realms").stream().map(ScenarioReader::realm).toList(),
        root.objects("faults").stream().map(ScenarioFaults::read).toList());
  }

  private static Map<String, UUID> tenants(ScenarioObject object) {
    Map<String, UUID> tenants = new LinkedHashMap<>();
    for (String domain : object.all().keySet()) {
      tenants.put(
          domain,
          Forms.uuid(object.requiredText(domain))
              .orElseThrow(
                  () -> new IllegalArgumentException(object.at(domain) + ": must be a UUID")));
    }
    return tenants;
  }

  private static SandboxApplication application(ScenarioObject object) {
    object.allowOnly(APPLICATION);
    SandboxApplication.Builder builder =
        SandboxApplication.builder(object.requiredText("client_id"));
    object
        .texts("secrets")
        .forEach(secret -> object.checked("secrets", it -> builder.secret(secret)));
    object
        .texts("assertions")
        .forEach(one -> object.checked("assertions", it -> builder.assertion(one)));
    object
        .texts("certificates")
        .forEach(pem -> object.checked("certificates", it -> certificates(builder, pem)));
    object.objects("trusted_subjects").forEach(one -> trustedSubject(builder, one));
    object.flag("single_use_assertions").ifPresent(builder::singleUseAssertions);
    builder.allowedScopes(object.texts("scopes").toArray(String[]::new));
    builder.extraScopes(object.texts("extra_scopes").toArray(String[]::new));
    builder.roles(object.texts("roles").toArray(String[]::new));
    object
        .seconds("token_lifetime")
        .ifPresent(time -> object.checked("token_lifetime", it -> builder.tokenLifetime(time)));
    object
        .seconds("refresh_in")
        .ifPresent(time -> object.checked("refresh_in", it -> builder.refreshIn(time)));
    object
        .seconds("ext_expires_in")
        .ifPresent(time -> object.checked("ext_expires_in", it -> builder.extendedLifetime(time)));
    object.flag("echo_scope").ifPresent(builder::scopeEchoed);
    object.flag("basic_allowed").ifPresent(builder::basicAllowed);
    object.flag("post_allowed").ifPresent(builder::postAllowed);
    signIns(builder, object);
    return builder.build();
  }

  /** What matters where users sign in. */
  private static void signIns(SandboxApplication.Builder builder, ScenarioObject object) {
    object.flag("public").ifPresent(builder::publicClient);
    object
        .texts("redirect_uris")
        .forEach(uri -> object.checked("redirect_uris", it -> builder.redirectUri(uri)));
    object
        .texts("identifier_uris")
        .forEach(uri -> object.checked("identifier_uris", it -> builder.identifierUri(uri)));
    object.flag("proof_key_required").ifPresent(builder::proofKeyRequired);
    object.text("family").ifPresent(id -> object.checked("family", it -> builder.family(id)));
    object
        .seconds("refresh_token_lifetime")
        .ifPresent(
            time ->
                object.checked("refresh_token_lifetime", it -> builder.refreshTokenLifetime(time)));
    object.flag("rotate_refresh_tokens").ifPresent(builder::refreshTokensRotate);
    object.flag("detect_refresh_token_reuse").ifPresent(builder::refreshTokenReuseRevokes);
    object
        .seconds("device_code_lifetime")
        .ifPresent(
            time -> object.checked("device_code_lifetime", it -> builder.deviceCodeLifetime(time)));
    object
        .seconds("device_interval")
        .ifPresent(time -> object.checked("device_interval", it -> builder.deviceInterval(time)));
  }

  private static SandboxUser user(ScenarioObject object) {
    object.allowOnly(USER);
    SandboxUser.Builder builder = SandboxUser.builder(object.requiredText("username"));
    object.text("password").ifPresent(it -> object.checked("password", o -> builder.password(it)));
    object.text("display_name").ifPresent(builder::displayName);
    object
        .text("object_id")
        .ifPresent(
            text ->
                builder.objectId(
                    Forms.uuid(text)
                        .orElseThrow(
                            () ->
                                new IllegalArgumentException(
                                    object.at("object_id") + ": must be a UUID"))));
    object
        .text("home_tenant")
        .ifPresent(it -> object.checked("home_tenant", o -> builder.homeTenant(it)));
    builder.guestIn(object.texts("guest_in").toArray(String[]::new));
    object.flag("personal").ifPresent(builder::personal);
    object.flag("disabled").ifPresent(builder::disabled);
    object.flag("second_factor").ifPresent(builder::secondFactor);
    object.flag("consented").ifPresent(builder::consented);
    return builder.build();
  }

  private static SandboxApplication.Builder certificates(
      SandboxApplication.Builder builder, String pem) {
    Pem.readCertificates(pem).forEach(builder::certificate);
    return builder;
  }

  private static void trustedSubject(SandboxApplication.Builder builder, ScenarioObject object) {
    object.allowOnly(TRUSTED_SUBJECT);
    X509Certificate issuer =
        object.checked("issuer", it -> Pem.readCertificates(it.requiredText("issuer")).get(0));
    object.checked("subject", it -> builder.trustedSubject(it.requiredText("subject"), issuer));
  }

  private static SandboxRealm realm(ScenarioObject object) {
    object.allowOnly(REALM);
    SandboxRealm.Builder builder =
        object.checked("name", it -> SandboxRealm.builder(it.requiredText("name")));
    if (!object.texts("token_endpoint_auth_methods").isEmpty()) {
      builder.authMethods(object.texts("token_endpoint_auth_methods").toArray(String[]::new));
    }
    List<String> algorithms = object.texts("token_endpoint_auth_signing_algs");
    if (!algorithms.isEmpty()) {
      builder.signingAlgorithms(algorithms.toArray(String[]::new));
    }
    object.object("metadata").all().forEach(builder::metadata);
    object.texts("without_metadata").forEach(builder::withoutMetadata);
    object.flag("issuer_parameter").ifPresent(builder::issuerParameter);
    return builder.build();
  }
}
