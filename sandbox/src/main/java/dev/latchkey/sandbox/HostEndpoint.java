package dev.latchkey.sandbox;

import dev.latchkey.sandbox.AzureHost.Identity;
import dev.latchkey.sandbox.AzureHost.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The one page that a host has. */
final class HostEndpoint implements Endpoint {

  private static final Path ARC_KEYS = Path.of("/var/opt/azcmagent/tokens");
  private static final Path ARC_AGENT = Path.of("/opt/azcmagent/bin/himds");

  static final String ISSUER = "https://sts.windows.net/sandbox/";

  static final Identity OWN =
      new Identity(
          "9c0e1e0a-0000-4000-8000-000000000001",
          "9c0e1e0a-0000-4000-8000-000000000002",
          "/subscriptions/s1/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm1");

  private final Kind kind;
  private final HostErrors errors;
  private final Clock clock;
  private final Duration tokenLife;
  private final List<Identity> identities;
  private final Map<Path, String> files = new ConcurrentHashMap<>();
  private final Map<String, String> kept = new ConcurrentHashMap<>();

  private HostEndpoint(Kind kind, Clock clock, Duration tokenLife, List<Identity> identities) {
    this.kind = kind;
    this.errors = new HostErrors(kind);
    this.clock = clock;
    this.tokenLife = tokenLife;
    this.identities = identities;
  }

  static HostEndpoint of(Kind kind, Clock clock, Duration tokenLife, List<Identity> identities) {
    HostEndpoint endpoint = new HostEndpoint(kind, clock, tokenLife, identities);
    if (kind == Kind.ARC) {
      endpoint.files.put(ARC_AGENT, "the agent");
    }
    return endpoint;
  }

  Map<Path, String> files() {
    return files;
  }

  @Override
  public EndpointKind kind() {
    return EndpointKind.TOKEN;
  }

  @Override
  public Set<String> methods() {
    return kind == Kind.CLOUD_SHELL ? WRITE : READ;
  }

  @Override
  public boolean matches(List<String> segments) {
    return segments.equals(Texts.segments(kind.path()));
  }

  @Override
  public Answer handle(RecordedRequest request) {
    return switch (kind) {
      case VIRTUAL_MACHINE -> machine(request);
      case APP_SERVICE, FUNCTIONS, AUTOMATION ->
          guarded(request, "X-IDENTITY-HEADER", "2019-08-01");
      case MACHINE_LEARNING -> guarded(request, "secret", "2017-09-01");
      case SERVICE_FABRIC -> guarded(request, "Secret", "2020-05-01");
      case ARC -> arc(request);
      case CLOUD_SHELL -> cloudShell(request);
    };
  }

  private Answer machine(RecordedRequest request) {
    // Whoever lets a server fetch addresses for him cannot set this header, nor hide that one.
    if (!isMarked(request) || request.header("X-Forwarded-For").isPresent()) {
      return errors.of(400, "invalid_request", "Required metadata header not specified");
    }
    return versioned(request, "2018-02-01");
  }

  private static boolean isMarked(RecordedRequest request) {
    return request.header("Metadata").filter("true"::equals).isPresent();
  }

  private Answer guarded(RecordedRequest request, String header, String version) {
    return request.header(header).filter(Kind.SECRET::equals).isPresent()
        ? versioned(request, version)
        : errors.of(401, "SecretHeaderNotFound", "the secret header is missing or wrong");
  }

  private Answer arc(RecordedRequest request) {
    if (!isMarked(request)) {
      return errors.of(400, "invalid_request", "Required metadata header not specified");
    }
    Optional<String> shown = request.header("Authorization");
    if (shown.isEmpty()) {
      return challenge();
    }
    // A key is good for one request.
    boolean known = files.entrySet().removeIf(it -> shown.get().equals("Basic " + it.getValue()));
    return known
        ? versioned(request, "2020-06-01")
        : errors.of(401, "unauthorized_client", "the key is not one of this agent");
  }

  private Answer challenge() {
    Path file = ARC_KEYS.resolve(UUID.randomUUID() + ".key");
    files.put(
        file,
        Base64.getEncoder()
            .encodeToString(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8)));
    return Answer.json(401, Map.of("error", "unauthorized_client"))
        .with("WWW-Authenticate", "Basic realm=" + file);
  }

  private Answer cloudShell(RecordedRequest request) {
    if (!isMarked(request)) {
      return errors.of(400, "invalid_request", "Required metadata header not specified");
    }
    return request
        .formParameter("resource")
        .map(it -> token(it, OWN, "person@contoso.example"))
        .orElseGet(() -> errors.of(400, "invalid_request", "no resource"));
  }

  private Answer versioned(RecordedRequest request, String version) {
    if (!request.queryParameter("api-version").filter(version::equals).isPresent()) {
      return errors.of(400, "invalid_request", "the api-version is not supported");
    }
    Optional<String> resource = request.queryParameter("resource");
    if (resource.isEmpty()) {
      return errors.of(400, "ArgumentNullOrEmpty", "no resource");
    }
    Optional<Identity> identity = identity(request);
    return identity.isEmpty()
        ? errors.of(
            kind == Kind.SERVICE_FABRIC ? 404 : 400,
            "ManagedIdentityNotFound",
            "Identity not found")
        : cached(request, resource.get(), identity.get());
  }

  private Optional<Identity> identity(RecordedRequest request) {
    HostErrors.Names names = errors.names();
    boolean isNamed =
        List.of(names.clientId(), names.objectId(), names.resourceId()).stream()
            .anyMatch(it -> request.queryParameter(it).isPresent());
    return isNamed
        ? identities.stream()
            .filter(
                it ->
                    is(request, names.clientId(), it.clientId())
                        || is(request, names.objectId(), it.objectId())
                        || is(request, names.resourceId(), it.resourceId()))
            .findFirst()
        : Optional.of(OWN);
  }

  private static boolean is(RecordedRequest request, String name, String value) {
    return request.queryParameter(name).filter(value::equalsIgnoreCase).isPresent();
  }

  /** Service Fabric keeps tokens, and lets one go only who says which one was refused. */
  private Answer cached(RecordedRequest request, String resource, Identity identity) {
    if (kind != Kind.SERVICE_FABRIC) {
      return token(resource, identity, "");
    }
    String key = identity.clientId() + " " + resource;
    String known = kept.get(key);
    boolean refused =
        known != null
            && request
                .queryParameter("token_sha256_to_refresh")
                .filter(sha256(known)::equals)
                .isPresent();
    String token = known == null || refused ? sign(resource, identity, "") : known;
    kept.put(key, token);
    return answer(token, resource, identity);
  }

  private Answer token(String resource, Identity identity, String person) {
    return answer(sign(resource, identity, person), resource, identity);
  }

  private Answer answer(String token, String resource, Identity identity) {
    long end = clock.instant().plus(tokenLife).getEpochSecond();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("access_token", token);
    members.put("resource", resource);
    members.put("token_type", "Bearer");
    switch (kind) {
      case SERVICE_FABRIC -> members.put("expires_on", end);
      case APP_SERVICE, FUNCTIONS, AUTOMATION, MACHINE_LEARNING ->
          members.put("expires_on", Long.toString(end));
      case VIRTUAL_MACHINE, ARC, CLOUD_SHELL -> {
        members.put("expires_in", Long.toString(tokenLife.toSeconds()));
        members.put("expires_on", Long.toString(end));
        members.put("not_before", Long.toString(clock.instant().getEpochSecond()));
      }
    }
    if (kind != Kind.SERVICE_FABRIC && kind != Kind.CLOUD_SHELL) {
      members.put("client_id", identity.clientId());
    }
    if (kind == Kind.ARC && !identity.equals(OWN)) {
      members.put("object_id", identity.objectId());
      members.put("msi_res_id", identity.resourceId());
    }
    Answer answer = Answer.json(200, members);
    return kind == Kind.VIRTUAL_MACHINE ? answer.with("Server", "IMDS/150.870.65.1") : answer;
  }

  private String sign(String resource, Identity identity, String person) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", ISSUER);
    claims.put("sub", identity.objectId());
    claims.put("aud", resource);
    claims.put("appid", identity.clientId());
    claims.put("oid", identity.objectId());
    claims.put("xms_mirid", identity.resourceId());
    claims.put("iat", clock.instant().getEpochSecond());
    claims.put("exp", clock.instant().plus(tokenLife).getEpochSecond());
    claims.put("jti", UUID.randomUUID().toString());
    if (!person.isEmpty()) {
      claims.put("unique_name", person);
    }
    return SigningKey.shared().sign(claims);
  }

  private static String sha256(String token) {
    return Digests.hex("SHA-256", token.getBytes(StandardCharsets.UTF_8));
  }
}
