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
      sorted("hosts", "tenants", "unknown_tenants", "applications", "realms", "faults");

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
          "post_allowed");

  private static final Set<String> REALM =
      sorted("name", "token_endpoint_auth_methods", "token_endpoint_auth_signing_algs", "metadata");

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
    return builder.build();
  }
}
