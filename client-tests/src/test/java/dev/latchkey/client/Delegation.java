package dev.latchkey.client;

import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.sandbox.FederatedUser;
import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxUser;
import java.util.List;

/** A house with a program that people sign in to, and a middle tier that it calls. */
final class Delegation implements AutoCloseable {

  static final String TENANT = ScriptedAuthority.TENANT;
  static final String MIRA = "mira@contoso.example";
  static final String JON = "jon@contoso.example";
  static final String FEDERATED = "früh&spät@fabrikam.example";
  static final String FEDERATED_PASSWORD = "p&ss <wörd> 日本";
  static final String MIDDLE = "middle";

  final SharedTime time = new SharedTime();
  final House house;

  Delegation() {
    this.house =
        new House(
            Sandbox.builder()
                .clock(time.clock)
                .application(SandboxApplication.builder(House.CLIENT_ID).publicClient(true).build())
                .application(
                    SandboxApplication.builder(MIDDLE)
                        .secret(House.SECRET)
                        .identifierUri("api://middle-tier")
                        .build())
                .user(SandboxUser.builder(MIRA).build())
                .user(SandboxUser.builder(JON).build())
                .federatedUser(FederatedUser.of(FEDERATED, FEDERATED_PASSWORD)));
  }

  PublicClient program() {
    return program(Authority.entra(Cloud.PUBLIC, TENANT));
  }

  PublicClient program(Authority authority) {
    return PublicClient.builder(House.CLIENT_ID)
        .authority(authority)
        .httpProvider("apache")
        .http(house.http())
        .timeSource(time)
        .build();
  }

  ConfidentialClient middleTier() {
    return ConfidentialClient.builder(MIDDLE, ClientCredential.secret(House.SECRET))
        .authority(Authority.entra(Cloud.PUBLIC, TENANT))
        .httpProvider("apache")
        .http(house.http())
        .timeSource(time)
        .build();
  }

  /** {@return a token with which the program calls the middle tier for a person} */
  Secret callerToken(String username) {
    try (PublicClient program = program()) {
      return program
          .acquireByPassword(
              PasswordRequest.of(
                  List.of("api://middle-tier/access"), username, "password".toCharArray()))
          .accessToken();
    }
  }

  List<RecordedRequest> tokenRequests() {
    return house.tokenRequests();
  }

  @Override
  public void close() {
    house.close();
  }
}
