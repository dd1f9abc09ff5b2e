package dev.latchkey.application.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.credential.Secret;
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
import dev.latchkey.domain.token.Scopes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GrantWriterTest {

  private static final Secret SECRET = Secret.of("s&é");
  private static final Scopes SCOPES = Scopes.of("b", "A");
  private static final String SENT = "s%26%C3%A9";

  static List<Arguments> grants() {
    return List.of(
        Arguments.of(
            new ClientCredentialsGrant(SCOPES, "path"),
            "grant_type=client_credentials&fmi_path=path&scope=A+b"),
        Arguments.of(
            new RefreshTokenGrant(SECRET, SCOPES),
            "grant_type=refresh_token&refresh_token=" + SENT + "&scope=A+b"),
        Arguments.of(
            new AuthorizationCodeGrant(
                SECRET, URI.create("http://localhost:1/"), SECRET, SCOPES, false),
            "grant_type=authorization_code&code="
                + SENT
                + "&redirect_uri=http%3A%2F%2Flocalhost%3A1%2F&code_verifier="
                + SENT
                + "&scope=A+b"),
        Arguments.of(
            new AuthorizationCodeGrant(SECRET, null, null, SCOPES, false),
            "grant_type=authorization_code&code=" + SENT + "&scope=A+b"),
        Arguments.of(
            new DeviceCodeGrant(SECRET, SCOPES),
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code="
                + SENT),
        Arguments.of(
            new PasswordGrant("mira@contoso.example", SECRET, SCOPES),
            "grant_type=password&username=mira%40contoso.example&password=" + SENT + "&scope=A+b"),
        Arguments.of(
            new SamlGrant(Secret.of("<a>?"), SamlVersion.SAML_1_1, SCOPES),
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Asaml1_1-bearer"
                + "&assertion=PGE-Pw&scope=A+b"),
        Arguments.of(
            new SamlGrant(Secret.of("<a>?"), SamlVersion.SAML_2_0, SCOPES),
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Asaml2-bearer"
                + "&assertion=PGE-Pw&scope=A+b"),
        Arguments.of(
            new OnBehalfOfGrant(SECRET, SCOPES),
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion="
                + SENT
                + "&requested_token_use=on_behalf_of&scope=A+b"),
        Arguments.of(
            new TokenExchangeGrant(SECRET, URI.create("urn:subject"), null, null, SCOPES),
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&subject_token="
                + SENT
                + "&subject_token_type=urn%3Asubject&scope=A+b"),
        Arguments.of(
            new UserFederatedIdentityGrant(SECRET, null, "mira@contoso.example", SCOPES),
            "grant_type=user_fic&user_federated_identity_credential="
                + SENT
                + "&username=mira%40contoso.example&scope=A+b"),
        Arguments.of(
            new UserFederatedIdentityGrant(SECRET, "7c1d", null, SCOPES),
            "grant_type=user_fic&user_federated_identity_credential="
                + SENT
                + "&user_id=7c1d&scope=A+b"));
  }

  @ParameterizedTest
  @MethodSource("grants")
  void writesWhatTheSpecificationsName(Grant grant, String expected) {
    FormBody form = new FormBody();
    GrantWriter.write(grant, form);
    assertThat(new String(form.bytes(), StandardCharsets.US_ASCII)).isEqualTo(expected);
  }

  @Test
  void everyGrantIsAmongThem() {
    Set<Class<?>> tried =
        grants().stream().map(it -> it.get()[0].getClass()).collect(Collectors.toSet());
    Stream<Class<?>> all = Arrays.stream(Grant.class.getPermittedSubclasses());
    assertThat(all.collect(Collectors.toSet())).isEqualTo(tried);
  }
}
