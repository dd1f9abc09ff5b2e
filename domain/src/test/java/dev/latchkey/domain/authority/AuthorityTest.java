package dev.latchkey.domain.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.id.RegionName;
import dev.latchkey.domain.id.TenantId;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {

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
  @Tag("W-32")
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
  @Tag("S-047")
  void cloudConstantsLeadToTheirHosts() {
    assertThat(Authority.entra(Cloud.CHINA, "contoso.cn").uri().getHost())
        .isEqualTo("login.partner.microsoftonline.cn");
    assertThat(Authority.entra(Cloud.PUBLIC, "common").uri())
        .hasToString("https://login.microsoftonline.com/common");
  }

  @Property
  void neverThrowsAnythingElse(@ForAll String url) {
    try {
      assertThat(Authority.parse("https://" + url).uri().getScheme()).isEqualTo("https");
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("authority ");
    }
  }

  @Property
  void whatIsReadStaysAtTheHostThatWasNamed(
      @ForAll("hosts") String host, @ForAll("paths") String path) {
    Authority authority;
    try {
      authority = Authority.parse("https://" + host + path);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("authority ");
      return;
    }
    assertThat(authority.uri().getHost()).isEqualToIgnoringCase(host);
    assertThat(authority.metadataUri().getRawAuthority())
        .isEqualTo(authority.uri().getRawAuthority());
    assertThat(authority.metadataUri().getPath()).endsWith("/.well-known/openid-configuration");
    assertThat(Authority.parse(authority.toString())).isEqualTo(authority);
  }

  @Property
  void anotherTenantReplacesTheTenantAlone(
      @ForAll("hosts") String host,
      @ForAll("shapes") String shape,
      @ForAll("tenants") String one,
      @ForAll("tenants") String other) {
    String text = "https://" + host + shape;
    Authority from;
    try {
      from = Authority.parse(text.replace("{}", one));
    } catch (IllegalArgumentException e) {
      return;
    }
    Authority changed = from.withTenant(new TenantId(other));
    assertThat(changed).isEqualTo(Authority.parse(text.replace("{}", other)));
    assertThat(changed.realm()).isEqualTo(new Realm(other));
    assertThat(changed.withTenant(new TenantId(one))).isEqualTo(from);
  }

  @Property
  void aHostIsOfACloudOnlyByItsWholeName(@ForAll("hosts") String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    Optional<Cloud> found = Cloud.ofHost(host);
    assertThat(found.isPresent())
        .isEqualTo(
            Arrays.stream(Cloud.values())
                .flatMap(it -> it.hosts().stream())
                .anyMatch(
                    it ->
                        lower.equals(it)
                            || lower.endsWith("." + it)
                                && lower
                                    .substring(0, lower.length() - it.length() - 1)
                                    .matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")));
  }

  @Provide
  Arbitrary<String> hosts() {
    Arbitrary<String> known =
        Arbitraries.of(Arrays.stream(Cloud.values()).flatMap(it -> it.hosts().stream()).toList());
    Arbitrary<String> labels =
        Arbitraries.strings().withChars("aZ0-_.").ofMinLength(1).ofMaxLength(6);
    return Arbitraries.oneOf(
        known,
        Combinators.combine(labels, known).as((label, host) -> label + "." + host),
        Combinators.combine(labels, known).as((label, host) -> label + host),
        Combinators.combine(known, labels).as((host, label) -> host + "." + label),
        labels.map(it -> it + ".b2clogin.com"),
        labels.map(it -> it + ".ciamlogin.com"),
        labels.map(it -> it + ".example"));
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.strings().withChars("/aA1._~-%;@:").ofMaxLength(20).map(it -> "/" + it);
  }

  @Provide
  Arbitrary<String> shapes() {
    return Arbitraries.of("/{}", "/{}/b2c_1_susi", "/tfp/{}/b2c_1_susi", "/dstsv2/{}");
  }

  @Provide
  Arbitrary<String> tenants() {
    return Arbitraries.strings()
        .withChars("abz09_.-")
        .ofMinLength(1)
        .ofMaxLength(30)
        .filter(it -> it.matches("[a-z0-9_][a-z0-9._-]*"));
  }

  @Test
  void mutualTlsHostsBelongToTheirCloud() {
    assertThat(Cloud.PUBLIC.serves("mtlsauth.microsoft.com")).isTrue();
    assertThat(Cloud.PUBLIC.serves("westus2.mtlsauth.microsoft.com")).isTrue();
    assertThat(Cloud.US_GOVERNMENT.serves("mtlsauth.microsoftonline.us")).isTrue();
    assertThat(Cloud.CHINA.serves("mtlsauth.partner.microsoftonline.cn")).isTrue();
    assertThat(Cloud.PUBLIC.serves("mtlsauth.microsoftonline.us")).isFalse();
    assertThat(Cloud.PUBLIC.serves("evilmtlsauth.microsoft.com")).isFalse();
    assertThat(Cloud.PUBLIC.serves("login.microsoftonline.us")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "login.microsoftonline.com, westus2.login.microsoft.com",
    "STS.windows.net, westus2.login.microsoft.com",
    "login.microsoftonline.us, westus2.login.microsoftonline.us",
    "login.partner.microsoftonline.cn, westus2.login.partner.microsoftonline.cn",
    "login.corp.example, westus2.login.corp.example",
    "login.corp.example:8443, westus2.login.corp.example:8443",
    "eastus.login.microsoft.com, eastus.login.microsoft.com",
    "westus2.login.corp.example, westus2.login.corp.example"
  })
  @Tag("S-075")
  void aRegionStandsBeforeTheHostOfItsCloud(String host, String regional) {
    assertThat(Cloud.regionalHost(host, new RegionName("West US 2"))).isEqualTo(regional);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1west",
        "west-",
        "-west",
        "west.us",
        "west/us",
        "west@us",
        "west#",
        "west?x",
        "west:80",
        "wést",
        "westus2\n",
        "west_us",
        "evil.example/",
        "%77est",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void whatIsNoRegionNeverBecomesAHost(String name) {
    assertThatThrownBy(() -> Region.named(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("region is no name such as westus2");
  }

  @Test
  void aRegionIsNamedAutomaticOrNone() {
    assertThat(Region.named("West US 2").name()).contains(new RegionName("westus2"));
    assertThat(Region.named("westus2")).isEqualTo(Region.named("WESTUS2")).hasToString("westus2");
    assertThat(Region.automatic().isAutomatic()).isTrue();
    assertThat(Region.automatic()).isNotEqualTo(Region.never()).hasToString("automatic");
    assertThat(Region.never().name()).isEmpty();
  }
}
