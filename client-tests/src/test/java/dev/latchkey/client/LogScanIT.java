package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.DeviceCodeRequest;
import dev.latchkey.application.request.OnBehalfOfRequest;
import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.application.request.PendingDeviceCodeFlow;
import dev.latchkey.application.request.RetryPolicy;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.spi.tck.RecordingEventSink;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Everything that can be read afterwards is searched for every secret of the run. */
class LogScanIT {

  private static final List<String> SCOPES = List.of("User.Read");

  // Whatever else a request carries is public, or says who asks.
  private static final Set<String> SECRET_FIELDS =
      Set.of(
          "client_secret",
          "refresh_token",
          "code",
          "code_verifier",
          "device_code",
          "password",
          "assertion",
          "client_assertion");

  private final StringWriter everything = new StringWriter();
  private final CapturedLog log = new CapturedLog();

  @AfterEach
  void stop() {
    log.close();
  }

  private void note(Object thing) {
    everything.append(String.valueOf(thing)).append('\n');
    if (thing instanceof Throwable throwable) {
      throwable.printStackTrace(new PrintWriter(everything));
    }
  }

  @Test
  void noSecretIsInLogsTextsOrExceptions() {
    RecordingEventSink events = new RecordingEventSink();
    TokenResult result;
    try (House house = new House();
        ConfidentialClient client = house.client().eventSink(events).build()) {
      ClientRequest request = ClientRequest.of(House.SCOPE);
      result = client.acquireForClient(request);
      note(result);
      note(client.acquireForClient(request));
      note(client);
      note(request);
      note(ClientCredential.secret(House.SECRET));
      for (Fault fault :
          List.of(
              Fault.status(400),
              Fault.body("<html>", "text/html"),
              Fault.cut(5),
              Fault.garbage((byte) 0, (byte) 1),
              Fault.hugeBody(2_000_000),
              Fault.oauthError("invalid_client", "no"))) {
        house.sandbox.faults().on(EndpointKind.TOKEN).next(fault);
        note(catchThrowable(() -> client.acquireForClient(request.forceRefresh(true))));
      }
      events.events().forEach(this::note);
      Thread.getAllStackTraces().keySet().forEach(thread -> note(thread.getName()));
    }
    everything.append(log.text());
    assertThat(everything.toString())
        .contains("TokenEvent", "ServiceException", "oauth2/v2.0/token");
    hasNone(everything.toString(), Set.of(House.SECRET, result.accessToken().reveal()));
  }

  private static void hasNone(String text, Set<String> secrets) {
    for (String secret : secrets) {
      byte[] raw = secret.getBytes(StandardCharsets.UTF_8);
      assertThat(text)
          .doesNotContain(secret)
          .doesNotContain(URLEncoder.encode(secret, StandardCharsets.UTF_8))
          .doesNotContain(Base64.getEncoder().withoutPadding().encodeToString(raw))
          .doesNotContain(HexFormat.of().formatHex(raw));
    }
  }

  /** {@return everything secret that the flows for people sent or got} */
  private Set<String> secretsOfAllFlows(boolean personalData) {
    Set<String> secrets = new HashSet<>();
    try (Delegation there = new Delegation()) {
      List<PendingDeviceCodeFlow> shown = new ArrayList<>();
      there.time.onSleep(
          () ->
              shown.forEach(
                  flow -> there.house.sandbox.device().approve(flow.userCode(), Delegation.JON)));
      try (PublicClient program =
              at(there, PublicClient.builder(House.CLIENT_ID), personalData).build();
          ConfidentialClient middle =
              at(
                      there,
                      ConfidentialClient.builder(
                          Delegation.MIDDLE, ClientCredential.secret(House.SECRET)),
                      personalData)
                  .build()) {
        List<TokenResult> results = new ArrayList<>();
        results.add(program.acquireByPassword(password(SCOPES, Delegation.MIRA, "password")));
        results.add(
            program.acquireByPassword(
                password(SCOPES, Delegation.FEDERATED, Delegation.FEDERATED_PASSWORD)));
        results.add(program.acquireByDeviceCode(DeviceCodeRequest.of(SCOPES), shown::add));
        results.add(
            program.acquireSilently(
                SilentRequest.of(SCOPES, results.get(0).account().orElseThrow())
                    .forceRefresh(true)));
        results.add(
            middle.acquireOnBehalfOf(
                OnBehalfOfRequest.of(SCOPES, there.callerToken(Delegation.MIRA))));
        for (String name : List.of(Delegation.MIRA, Delegation.FEDERATED)) {
          note(
              catchThrowable(
                  () -> program.acquireByPassword(password(SCOPES, name, "not-the-word"))));
        }
        there
            .house
            .sandbox
            .faults()
            .on(EndpointKind.TOKEN)
            .next(
                Fault.status(
                    400,
                    "{\"error\":\"invalid_grant\",\"error_description\":\""
                        + Delegation.MIRA
                        + " sent password=hunter2 and "
                        + results.get(0).accessToken().reveal()
                        + "\"}",
                    Map.of("Content-Type", "application/json")));
        note(
            catchThrowable(
                () ->
                    program.acquireSilently(
                        SilentRequest.of(SCOPES, results.get(0).account().orElseThrow())
                            .forceRefresh(true))));
        results.forEach(result -> secrets.add(result.accessToken().reveal()));
        there.tokenRequests().stream()
            .flatMap(request -> request.form().entrySet().stream())
            .filter(field -> SECRET_FIELDS.contains(field.getKey()))
            .forEach(field -> secrets.addAll(field.getValue()));
      }
    }
    // A word of English, and part of the address of the realm look-up.
    secrets.remove("password");
    secrets.addAll(Set.of("not-the-word", Delegation.FEDERATED_PASSWORD, "hunter2"));
    return secrets;
  }

  private static <B extends ClientBuilder<B>> B at(
      Delegation there, B builder, boolean personalData) {
    return builder
        .authority(Authority.entra(Cloud.PUBLIC, Delegation.TENANT))
        .httpProvider("apache")
        .http(there.house.http())
        .timeSource(there.time)
        .retry(RetryPolicy.none())
        .logPersonalData(personalData);
  }

  private static PasswordRequest password(List<String> scopes, String name, String word) {
    return PasswordRequest.of(scopes, name, word.toCharArray());
  }

  @Test
  @Tag("S-017")
  void flowsForPeopleLogNeitherSecretsNorWhoTheyAre() {
    Set<String> secrets = secretsOfAllFlows(false);

    assertThat(secrets).hasSizeGreaterThan(10);
    assertThat(log.text()).contains("userrealm", "devicecode", "on-behalf-of", "device-code");
    hasNone(log.text() + everything, secrets);
    assertThat(log.text() + everything)
        .doesNotContain(Delegation.MIRA, Delegation.JON, Delegation.FEDERATED);
  }

  @Test
  @Tag("S-017")
  void whoTheyAreIsLoggedOnlyOnRequestAndSecretsNotEvenThen() {
    Set<String> secrets = secretsOfAllFlows(true);

    assertThat(log.text()).contains("userrealm/mira", Delegation.MIRA + " sent password=***");
    hasNone(log.text() + everything, secrets);
  }
}
