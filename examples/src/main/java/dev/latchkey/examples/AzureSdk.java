package dev.latchkey.examples;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.util.Context;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.integration.azure.LatchkeyCredential;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.net.http.HttpClient;
import java.util.List;

/**
 * A client of the Azure SDK with our tokens: its pipeline asks for them, and answers a claims
 * challenge of the resource. The sandbox stands for Entra and for the resource.
 *
 * <p>Run it from the root of the project: {@code mvn -q -pl examples -am compile
 * -Dexample=AzureSdk}.
 */
public final class AzureSdk {

  private static final String SCOPE = "api://sandbox-resource/.default";

  private AzureSdk() {}

  /**
   * Calls the resource.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    try (Sandbox sandbox =
            Sandbox.builder()
                .application(SandboxApplication.builder("daemon").secret("s3cret").build())
                .start();
        ConfidentialClient app =
            ConfidentialClient.builder("daemon", ClientCredential.secret("s3cret"))
                .authority(Authority.parse(sandbox.authority("contoso.example").toString()))
                .instanceDiscovery(false)
                .http(
                    HttpSettings.defaults()
                        .trust(Trust.certificates(List.of(sandbox.certificateAuthority()))))
                .build()) {
      // What the builders of the SDK's clients make of .credential(LatchkeyCredential.of(app)):
      HttpPipeline pipeline =
          new HttpPipelineBuilder()
              .policies(new BearerTokenAuthenticationPolicy(LatchkeyCredential.of(app), SCOPE))
              .httpClient(
                  new JdkHttpClientBuilder(HttpClient.newBuilder().sslContext(sandbox.sslContext()))
                      .build())
              .build();
      call(pipeline, sandbox, "with a token");
      sandbox.resource().demandClaims("{\"access_token\":{\"acrs\":{\"value\":\"c1\"}}}");
      call(pipeline, sandbox, "with the claims that were demanded");
      System.out.println("asked for tokens " + sandbox.requests().tokens().size() + " times");
    }
  }

  private static void call(HttpPipeline pipeline, Sandbox sandbox, String how) {
    HttpRequest get = new HttpRequest(HttpMethod.GET, sandbox.resource().uri().toString());
    try (HttpResponse answer = pipeline.sendSync(get, Context.NONE)) {
      System.out.println(how + ": " + answer.getStatusCode());
    }
  }
}
