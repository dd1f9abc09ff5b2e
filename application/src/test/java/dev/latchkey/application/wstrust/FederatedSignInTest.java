package dev.latchkey.application.wstrust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.protocol.ProductHeaders;
import dev.latchkey.application.protocol.RequestContext;
import dev.latchkey.application.protocol.ResponseCache;
import dev.latchkey.application.protocol.Wire;
import dev.latchkey.application.request.ResiliencePolicy;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.grant.SamlVersion;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.tck.FixedRandomSource;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FederatedSignInTest {

  private static final UUID ID = new UUID(1, 2);
  private static final Authority AUTHORITY =
      Authority.parse("https://login.microsoftonline.com/contoso.example");
  private static final String MEX = "https://sts.contoso.example/adfs/services/trust/mex";
  private static final String ACTIVE =
      "https://sts.contoso.example/adfs/services/trust/13/usernamemixed";
  private static final String FEDERATED =
      "{\"account_type\":\"Federated\",\"federation_active_auth_url\":\"" + ACTIVE + "\"}";
  private static final String DESCRIBED =
      "{\"account_type\":\"Federated\",\"federation_metadata_url\":\"" + MEX + "\"}";
  private static final String REPLY =
      "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body>"
          + "<t:RequestSecurityTokenResponse"
          + " xmlns:t='http://docs.oasis-open.org/ws-sx/ws-trust/200512'>"
          + "<t:TokenType>urn:oasis:names:tc:SAML:2.0:assertion</t:TokenType>"
          + "<t:RequestedSecurityToken><a/></t:RequestedSecurityToken>"
          + "</t:RequestSecurityTokenResponse></s:Body></s:Envelope>";
  private static final String WRONG_PASSWORD =
      "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body><s:Fault>"
          + "<s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>a:FailedAuthentication"
          + "</s:Value></s:Subcode></s:Code><s:Reason><s:Text>mira is locked out</s:Text>"
          + "</s:Reason></s:Fault></s:Body></s:Envelope>";

  private final ManualTimeSource time = new ManualTimeSource();
  private final FederatedSignIn signIn = new FederatedSignIn(time, new FixedRandomSource());
  private final List<HttpRequest> sent = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();

  private static HttpResponse answer(int status, String body) {
    return HttpResponse.of(status, HttpHeaders.none(), body.getBytes(StandardCharsets.UTF_8));
  }

  private Conversation conversation(Function<HttpRequest, HttpResponse> peer) {
    return new Wire(
            (request, deadline, cancellation) -> {
              sent.add(request);
              bodies.add(new String(request.body(), StandardCharsets.UTF_8));
              return peer.apply(request);
            },
            ResiliencePolicy.standard(),
            new ResponseCache(
                null,
                ResiliencePolicy.standard(),
                Duration.ofSeconds(5),
                time,
                new FixedRandomSource()),
            time,
            new FixedRandomSource(),
            ProductHeaders.of("0.1", "TestOS", null, null))
        .converse(
            new RequestContext(new CorrelationId(ID), Deadline.after(Duration.ofSeconds(30), time)),
            Cancellation.none(),
            () -> {});
  }

  /** One after the other; the last one again and again. */
  private Conversation answers(HttpResponse... answers) {
    int before = sent.size();
    return conversation(request -> answers[Math.min(sent.size() - before, answers.length) - 1]);
  }

  private SamlAssertion assertion(Conversation conversation) {
    return signIn
        .assertion(AUTHORITY, "mira@contoso.example", "s3cret!".toCharArray(), conversation)
        .orElse(null);
  }

  @Test
  void federationServerIsAskedWhereItsDescriptionSays() throws Exception {
    String description = Corpus.cases("mex.txt").get(0).input();

    SamlAssertion assertion =
        assertion(answers(answer(200, DESCRIBED), answer(200, description), answer(200, REPLY)));

    assertThat(assertion.version()).isEqualTo(SamlVersion.SAML_2_0);
    assertThat(assertion.text().reveal()).isEqualTo("<a/>");
    assertThat(sent)
        .extracting(HttpRequest::uri)
        .containsExactly(
            URI.create(
                "https://login.microsoftonline.com/common/userrealm/mira%40contoso.example"
                    + "?api-version=1.0"),
            URI.create(MEX),
            URI.create(ACTIVE));
    assertThat(sent.get(0).headers().first("client-request-id")).contains(ID.toString());
    assertThat(sent.get(0).headers().first("accept")).contains("application/json");
    assertThat(sent.get(1).headers().asMap()).containsOnlyKeys("accept");
    assertThat(sent.get(2).headers().first("content-type"))
        .contains("application/soap+xml; charset=utf-8");
    assertThat(sent.get(2).headers().first("soapaction"))
        .contains("http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue");
    assertThat(bodies.get(2)).contains("2030-01-01T00:00:00Z", "urn:federation:MicrosoftOnline");
  }

  @Test
  @Tag("S-179")
  void passwordGoesToTheFederationServerAlone() {
    assertion(answers(answer(200, FEDERATED), answer(200, REPLY)));

    assertThat(bodies.get(0)).isEmpty();
    assertThat(bodies.get(1)).contains("<o:Password>s3cret!</o:Password>");
    assertThat(sent).allSatisfy(it -> assertThat(it.uri().toString()).doesNotContain("s3cret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Managed", "Unknown", "Future"})
  void authorityChecksThePasswordOfEverybodyElse(String type) {
    assertThat(assertion(answers(answer(200, "{\"account_type\":\"" + type + "\"}")))).isNull();
    assertThat(sent).hasSize(1);
  }

  @ParameterizedTest
  @Tag("W-25")
  @ValueSource(
      strings = {
        "a b+c=mira%2Fquist = a%20b%2Bc",
        "žofie@x= = %C5%BEofie%40x",
        "../x?y#z;= = ..%2Fx%3Fy%23z%3B",
        "日😀= = %E6%97%A5%F0%9F%98%80"
      })
  void nameIsOneSegmentOfThePath(String sample) {
    String name = sample.substring(0, sample.indexOf('='));
    String encoded = sample.substring(sample.lastIndexOf(' ') + 1);

    signIn.assertion(
        AUTHORITY, name, new char[] {'x'}, answers(answer(200, "{\"account_type\":\"Managed\"}")));

    assertThat(sent.get(0).uri().getRawPath()).isEqualTo("/common/userrealm/" + encoded);
    assertThat(sent.get(0).uri().getRawQuery()).isEqualTo("api-version=1.0");
  }

  @Test
  void hostWithoutRealmsIsNotAskedAgainForADay() {
    assertThat(assertion(answers(answer(404, "")))).isNull();
    assertThat(assertion(answers(answer(500, "")))).isNull();
    assertThat(sent).hasSize(1);

    time.advance(Duration.ofHours(25));

    assertThat(assertion(answers(answer(404, "")))).isNull();
    assertThat(sent).hasSize(2);
  }

  @Test
  void passwordIsSentOnceThoughTheServerSaysItFailed() {
    assertThatThrownBy(
            () -> assertion(answers(answer(200, FEDERATED), answer(500, WRONG_PASSWORD))))
        .isInstanceOfSatisfying(
            InteractionRequiredException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(InteractionRequiredException.Reason.REFUSED);
              assertThat(e.isTransient()).isFalse();
              assertThat(e.correlationId()).contains(new CorrelationId(ID));
              assertThat(e).hasMessageNotContaining("mira");
              assertThat(e.error().orElseThrow().description()).contains("mira is locked out");
            });
    assertThat(sent).hasSize(2);
  }

  @Test
  void passwordIsSentAgainWhereNothingArrived() {
    Conversation conversation =
        conversation(
            request -> {
              if (sent.size() == 2) {
                throw new TransportException(
                    TransportException.Reason.NOT_CONNECTED, "refused", null);
              }
              return answer(200, sent.size() == 1 ? FEDERATED : REPLY);
            });

    assertThat(assertion(conversation)).isNotNull();
    assertThat(sent).hasSize(3);
  }

  @Test
  void descriptionsAreReadAgainAfterAFailure() throws Exception {
    String description = Corpus.cases("mex.txt").get(0).input();

    assertion(
        answers(
            answer(200, DESCRIBED), answer(503, ""), answer(200, description), answer(200, REPLY)));

    assertThat(sent).hasSize(4);
  }

  @Test
  void nothingIsFollowedToAnotherPlace() {
    HttpResponse elsewhere =
        HttpResponse.of(
            302, HttpHeaders.none().with("location", "https://evil.example/"), new byte[0]);

    assertThatThrownBy(() -> assertion(answers(answer(200, DESCRIBED), elsewhere)))
        .isInstanceOf(ServiceException.class)
        .hasMessage("the federation metadata of sts.contoso.example cannot be had: status 302");
    assertThatThrownBy(() -> assertion(answers(elsewhere)))
        .isInstanceOf(ServiceException.class)
        .hasMessage("the user realm of login.microsoftonline.com cannot be had: status 302");
  }

  @Test
  void sayWhatToDoWhereThereIsNoEndpoint() {
    assertThatThrownBy(
            () ->
                assertion(
                    answers(
                        answer(200, DESCRIBED),
                        answer(200, "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/'/>"))))
        .isInstanceOf(ServiceException.class)
        .hasMessage(
            "the federation metadata of sts.contoso.example cannot be used: no endpoint takes a"
                + " name and a password by WS-Trust over https; sign in with a browser instead");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void nameHasToBeThere(String name) {
    assertThatThrownBy(
            () -> signIn.assertion(AUTHORITY, name, new char[] {'x'}, answers(answer(200, ""))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(sent).isEmpty();
  }

  @Test
  void nameHasAnEnd() {
    assertThatThrownBy(
            () ->
                signIn.assertion(
                    AUTHORITY, "a".repeat(1025), new char[] {'x'}, answers(answer(200, ""))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("username has to have 1 to 1024 characters");
    assertThat(sent).isEmpty();
  }

  @Property
  void anyAnswerOfTheRealmIsReadOrAnErrorOfTheFamily(@ForAll("answers") String text) {
    mayFailInTheFamily(answers(answer(200, text), answer(200, REPLY)), text);
  }

  @Property
  void anyDescriptionIsReadOrAnErrorOfTheFamily(@ForAll("answers") String text) {
    mayFailInTheFamily(
        answers(answer(200, DESCRIBED), answer(200, text), answer(200, REPLY)), text);
  }

  @Property
  void anyReplyIsReadOrAnErrorOfTheFamily(@ForAll("answers") String text) {
    mayFailInTheFamily(answers(answer(200, FEDERATED), answer(200, text)), text);
  }

  @Property
  void anyBytesAreReadOrAnErrorOfTheFamily(@ForAll byte[] bytes) {
    HttpResponse junk = HttpResponse.of(200, HttpHeaders.none(), bytes);
    mayFailInTheFamily(answers(answer(200, FEDERATED), junk), "");
    mayFailInTheFamily(answers(answer(200, DESCRIBED), junk), "");
  }

  private void mayFailInTheFamily(Conversation conversation, String text) {
    Throwable thrown = catchThrowable(() -> assertion(conversation));
    if (thrown != null) {
      assertThat(thrown).isInstanceOf(TokenException.class);
      if (text.contains("hush")) {
        assertThat(thrown).hasMessageNotContaining("hush");
        assertThat(thrown.getCause() == null ? thrown : thrown.getCause())
            .hasMessageNotContaining("hush");
      }
    }
  }

  @Provide
  Arbitrary<String> answers() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(200),
        Arbitraries.of(
                "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'>",
                "</s:Envelope>",
                "<s:Body>",
                "</s:Body>",
                "<t:RequestSecurityTokenResponse"
                    + " xmlns:t='http://docs.oasis-open.org/ws-sx/ws-trust/200512'>",
                "</t:RequestSecurityTokenResponse>",
                "<t:TokenType>urn:oasis:names:tc:SAML:2.0:assertion</t:TokenType>",
                "<t:RequestedSecurityToken>",
                "</t:RequestedSecurityToken>",
                "<hush/>",
                "hush",
                "<hush",
                "<![CDATA[",
                "]]>",
                "<!--",
                "-->",
                "<!DOCTYPE hush [<!ENTITY a 'b'>]>",
                "<?xml version='1.0'?>",
                "&hush;",
                "&#0;",
                "\u0000",
                "{",
                "}",
                "\"account_type\":",
                "\"Federated\"",
                ",",
                "[")
            .list()
            .ofMaxSize(25)
            .map(pieces -> String.join("", pieces)));
  }
}
