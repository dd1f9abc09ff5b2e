package dev.latchkey.spi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.spi.system.EnvironmentReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyVariablesTest {

  private static final HostAndPort SERVER = new HostAndPort("login.example.org", 443);

  private record Variables(Map<String, String> values) implements EnvironmentReader {
    @Override
    public Optional<String> variable(String name) {
      return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    @Override
    public Optional<String> property(String name) {
      return Optional.empty();
    }
  }

  private static Proxy read(String... namesAndValues) {
    Map<String, String> values =
        namesAndValues.length == 2
            ? Map.of(namesAndValues[0], namesAndValues[1])
            : Map.of(namesAndValues[0], namesAndValues[1], namesAndValues[2], namesAndValues[3]);
    return Proxy.fromEnvironment(new Variables(values));
  }

  private static Proxy.Via via(String... namesAndValues) {
    return (Proxy.Via) read(namesAndValues);
  }

  static Stream<Arguments> corpus() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ProxyVariablesTest.class.getResourceAsStream("no-proxy.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split(" \\| ", -1))
              .map(parts -> Arguments.of(parts[0], parts[1], parts[2]))
              .toList()
              .stream();
    }
  }

  @Test
  void anEntryThatIsNotReadableIsShownInOneBoundedLine() {
    assertThatThrownBy(() -> NoProxy.parse("a\u0007b\u001b[31m" + "\u00e9".repeat(5_000)))
        .isInstanceOf(ConfigurationException.class)
        .satisfies(
            it -> assertThat(it.getMessage().chars()).noneMatch(Character::isISOControl),
            it -> assertThat(it.getMessage()).hasSizeLessThan(300));
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void hostsWithoutProxyAreToldByTheirRules(String list, String asked, String way) {
    if (way.equals("refused")) {
      assertThatThrownBy(() -> NoProxy.parse(list))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(list.toLowerCase(java.util.Locale.ROOT).split("[, ]+", -1)[0]);
      return;
    }
    int colon = asked.lastIndexOf(':');
    HostAndPort target =
        new HostAndPort(asked.substring(0, colon), Integer.parseInt(asked.substring(colon + 1)));

    assertThat(NoProxy.parse(list).covers(target)).isEqualTo(way.equals("direct"));
    assertThat(via("HTTPS_PROXY", "proxy:3128", "NO_PROXY", list).isFor(target))
        .isEqualTo(way.equals("proxy"));
  }

  @Test
  void withoutTheVariableThereIsNoProxy() {
    assertThat(read("NO_PROXY", "example.com")).isEqualTo(Proxy.none());
    assertThat(read("HTTPS_PROXY", "  ")).isEqualTo(Proxy.none());
    // A header "Proxy: ..." becomes this variable in old gateways.
    assertThat(read("HTTP_PROXY", "http://evil.test:80")).isEqualTo(Proxy.none());
    assertThat(read("ALL_PROXY", "http://other.test:80")).isEqualTo(Proxy.none());
  }

  @Test
  void lowerCaseGoesFirst() {
    assertThat(via("https_proxy", "lower:1", "HTTPS_PROXY", "upper:2").address())
        .isEqualTo(new HostAndPort("lower", 1));
    assertThat(via("HTTPS_PROXY", "upper:2").address()).isEqualTo(new HostAndPort("upper", 2));
  }

  @ParameterizedTest
  @CsvSource({
    "proxy.corp.example:3128, proxy.corp.example, 3128",
    "http://proxy.corp.example:3128, proxy.corp.example, 3128",
    "HTTP://PROXY.corp.example:3128/, proxy.corp.example, 3128",
    "http://10.1.2.3:80, 10.1.2.3, 80",
    "http://[2001:db8::1]:3128, 2001:db8::1, 3128",
    "'  proxy:3128  ', proxy, 3128",
    "http://my_proxy:65535, my_proxy, 65535"
  })
  void theProxyIsRead(String value, String host, int port) {
    Proxy.Via proxy = via("HTTPS_PROXY", value);

    assertThat(proxy.address()).isEqualTo(new HostAndPort(host, port));
    assertThat(proxy.user()).isNull();
    assertThat(proxy.isFor(SERVER)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "http://user:hunter2@proxy:3128, user, hunter2",
    "user:hunter2@proxy:3128, user, hunter2",
    "http://CORP%5Cuser:p%40ss%3Aword%2F@proxy:3128, CORP\\user, p@ss:word/",
    "http://us+er:a+b@proxy:3128, us+er, a+b",
    "http://%C3%BCser:%E2%82%AC@proxy:3128, \u00fcser, \u20ac"
  })
  void userAndPasswordAreDecoded(String value, String user, String password) {
    Proxy.Via proxy = via("HTTPS_PROXY", value);

    assertThat(proxy.user()).isEqualTo(user);
    assertThat(proxy.password()).isEqualTo(Secret.of(password));
    assertThat(proxy).asString().doesNotContain(password);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:hunter2@proxy:3128",
        "socks5://user:hunter2@proxy:1080",
        "socks5h://hunter2:1080",
        "http://hunter2",
        "hunter2",
        "http://user@hunter2:3128",
        "http://user:@hunter2:3128",
        "http://:hunter2@proxy:3128",
        "http://us%3Aer:hunter2@proxy:3128",
        "http://user:hunter2%@proxy:3128",
        "http://user:hunter2%0D%0A@proxy:3128",
        "http://user:hunter2%FF@proxy:3128",
        "http://user:hunter2@x@proxy:3128",
        "http://hunter2:0",
        "http://hunter2:65536",
        "http://hunter2:31280000",
        "http://hunter2:port",
        "http://hunter2:3128/path",
        "http://hunter2:3128?query",
        "http://hunter2:3128#fragment",
        "http://hunter2 :3128",
        "http://-hunter2:3128",
        "http://[hunter2]:3128",
        "http://[2001::db8::1]:3128",
        "http://2001:db8::1:3128",
        "http:hunter2:3128",
        "//hunter2:3128",
        "http://",
        "://hunter2:3128",
        "hunter2:3128,other:3128"
      })
  void whatIsNoProxyIsRefusedWithoutRepeatingIt(String value) {
    assertThatThrownBy(() -> read("HTTPS_PROXY", value))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("HTTPS_PROXY")
        .hasMessageContaining("write http://host:port")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"))
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST",
        "www.localhost",
        "127.0.0.1",
        "127.9.8.7",
        "0.0.0.0",
        "169.254.169.254",
        "169.254.0.1",
        "::1",
        "[::1]",
        "0:0:0:0:0:0:0:1",
        "[0000:0000:0000:0000:0000:0000:0000:0001]",
        "[::]",
        "fe80::1",
        "[fe80::1%25eth0]",
        "febf::1",
        "[::ffff:127.0.0.1]",
        "[::ffff:169.254.169.254]"
      })
  void hostsNearbyAreNeverProxied(String host) {
    for (int port : new int[] {80, 443, 40342}) {
      assertThat(Proxy.via(new HostAndPort("proxy", 3128)).isFor(new HostAndPort(host, port)))
          .isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost.example.com",
        "127.example.com",
        "128.0.0.1",
        "169.253.1.1",
        "fec0::1",
        "[::2]"
      })
  void hostsThatOnlyLookNearbyAreProxied(String host) {
    assertThat(Proxy.via(new HostAndPort("proxy", 3128)).isFor(new HostAndPort(host, 443)))
        .isTrue();
  }

  @Test
  void listsAreEqualWhereTheirEntriesAre() {
    assertThat(NoProxy.parse("A.test, b.test"))
        .isEqualTo(NoProxy.parse("a.test b.test"))
        .hasSameHashCodeAs(NoProxy.parse("a.test,b.test"))
        .isNotEqualTo(NoProxy.parse("a.test"))
        .hasToString("a.test,b.test");
    assertThat(NoProxy.parse("")).isEqualTo(NoProxy.nobody());
  }
}
