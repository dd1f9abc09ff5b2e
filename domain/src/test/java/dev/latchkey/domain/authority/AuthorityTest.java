package dev.latchkey.domain.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.id.TenantId;
import java.net.URI;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "https://login.microsoftonline.com/Contoso.onmicrosoft.com/, EntraAuthority,"
        + " contoso.onmicrosoft.com,"
        + " https://login.microsoftonline.com/Contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration",
    "https://sts.contoso.example/ADFS, AdfsAuthority, adfs,"
        + " https://sts.contoso.example/ADFS/.well-known/openid-configuration",
    "https://fabrikam.b2clogin.com/fabrikam.onmicrosoft.com/B2C_1_susi, B2cAuthority,"
        + " fabrikam.onmicrosoft.com,"
        + " https://fabrikam.b2clogin.com/fabrikam.onmicrosoft.com/B2C_1_susi/v2.0/.well-known/openid-configuration",
    "https://login.fabrikam.example/tfp/fabrikam.onmicrosoft.com/b2c_1_x, B2cAuthority,"
        + " fabrikam.onmicrosoft.com,"
        + " https://login.fabrikam.example/tfp/fabrikam.onmicrosoft.com/b2c_1_x/v2.0/.well-known/openid-configuration",
    "https://fabrikam.ciamlogin.com, CiamAuthority, fabrikam.onmicrosoft.com,"
        + " https://fabrikam.ciamlogin.com/fabrikam.onmicrosoft.com/v2.0/.well-known/openid-configuration",
    "https://dsts.core.example/dstsv2/9b8a7f6e-5d4c-4b3a-a291-665544332211, DstsAuthority,"
        + " 9b8a7f6e-5d4c-4b3a-a291-665544332211,"
        + " https://dsts.core.example/dstsv2/9b8a7f6e-5d4c-4b3a-a291-665544332211/.well-known/openid-configuration"
  })
  void tellsKindRealmAndMetadata(String url, String kind, String realm, URI metadata) {
    Authority authority = Authority.parse(url);
    assertThat(authority.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(authority.realm()).isEqualTo(new Realm(realm));
    assertThat(authority.metadataUri()).isEqualTo(metadata);
  }

  @Test
  void genericIssuersKeepTheirPathApart() {
    Authority one = Authority.oidc(URI.create("https://id.example:8443/realms/one/"));
    Authority two = Authority.oidc(URI.create("https://id.example:8443/realms/two"));
    assertThat(one.realm()).isNotEqualTo(two.realm());
    assertThat(one.environment()).isEqualTo(two.environment());
    assertThat(one.environment().value()).isEqualTo("id.example:8443");
    assertThat(one.metadataUri())
        .hasToString("https://id.example:8443/realms/one/.well-known/openid-configuration");
    assertThatThrownBy(() -> one.withTenant(new TenantId("x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anotherTenantChangesNothingButTheTenant() {
    Authority authority =
        Authority.parse("https://tenant.example:8443/tenant").withTenant(new TenantId("Other"));
    assertThat(authority.uri()).hasToString("https://tenant.example:8443/other");
    Authority policy =
        Authority.parse("https://a.b2clogin.com/tfp/a.onmicrosoft.com/b2c_1_x")
            .withTenant(new TenantId("b.onmicrosoft.com"));
    assertThat(policy.uri()).hasToString("https://a.b2clogin.com/tfp/b.onmicrosoft.com/b2c_1_x");
  }

  @Test
  void aliasesOfACloudShareOneEnvironment() {
    assertThat(Authority.parse("https://login.microsoftonline.com/t").environment())
        .isEqualTo(Authority.parse("https://sts.windows.net/t").environment())
        .isNotEqualTo(Authority.parse("https://login.microsoftonline.us/t").environment());
  }

  @Test
  void regionalHostsBelongToTheirCloud() {
    assertThat(Cloud.ofHost("westus2.login.microsoft.com")).contains(Cloud.PUBLIC);
    assertThat(Cloud.ofHost("evil-login.microsoft.com")).isEmpty();
    assertThat(Cloud.ofHost("a.b.login.microsoft.com")).isEmpty();
    assertThat(Cloud.ofHost("-a.login.microsoft.com")).isEmpty();
    assertThat(Cloud.ofHost("login.microsoftonline.com.evil.example")).isEmpty();
  }

  @Test
  void cloudConstantsLeadToTheirHosts() {
    assertThat(Authority.entra(Cloud.CHINA, "contoso.cn").uri().getHost())
        .isEqualTo("login.partner.microsoftonline.cn");
    assertThat(Authority.entra(Cloud.PUBLIC, "common").uri())
        .hasToString("https://login.microsoftonline.com/common");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "login.microsoftonline.com/t",
        "http://login.microsoftonline.com/t",
        "https://login.microsoftonline.com",
        "https://login.microsoftonline.com/",
        "https:///t",
        "https://user:pass@login.microsoftonline.com/t",
        "https://login.microsoftonline.com/t?x=1",
        "https://login.microsoftonline.com/t#x",
        "https://login.microsoftonline.com/a b",
        "https://login.microsoftonline.com/a%2fb",
        "https://login.microsoftonline.com/../t",
        "https://login.microsoftonline.com:99999/t",
        "https://exa mple/t",
        "https://dsts.example/dstsv2"
      })
  void refusesWhatIsNoAuthority(String url) {
    assertThatThrownBy(() -> Authority.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("authority ");
  }

  @Property
  void neverThrowsAnythingElse(@ForAll String url) {
    try {
      assertThat(Authority.parse("https://" + url).uri().getScheme()).isEqualTo("https");
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("authority ");
    }
  }
}
