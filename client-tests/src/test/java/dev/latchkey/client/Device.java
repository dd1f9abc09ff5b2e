package dev.latchkey.client;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.broker.Broker;
import dev.latchkey.spi.broker.BrokerAccount;
import dev.latchkey.spi.broker.BrokerPlatform;
import dev.latchkey.spi.broker.BrokerProvider;
import dev.latchkey.spi.broker.BrokerSettings;
import dev.latchkey.spi.broker.BrokerToken;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.tck.MapEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.Enumeration;
import java.util.concurrent.atomic.AtomicReference;

/** A device with a broker on it: what it says of people, and where it runs. */
final class Device {

  static final String UID = "5a4b3c2d-0000-4000-8000-000000000001";
  static final String MIRA = "mira@contoso.example";

  private static final String SERVICE = "META-INF/services/" + BrokerProvider.class.getName();

  private Device() {}

  static MapEnvironment linux() {
    return on("Linux", "6.1");
  }

  static MapEnvironment on(String system, String version) {
    return MapEnvironment.empty()
        .withProperty("os.name", system)
        .withProperty("os.version", version);
  }

  static BrokerAccount account(String uid, String username) {
    return BrokerAccount.of(
            new HomeAccountId(uid + "." + ScriptedAuthority.TENANT),
            new Environment("login.windows.net"),
            username)
        .localAccountId(uid)
        .realm(new Realm(ScriptedAuthority.TENANT));
  }

  static BrokerToken mira(String accessToken) {
    return token(accessToken, UID, MIRA).build();
  }

  static BrokerToken.Builder token(String accessToken, String uid, String username) {
    return token(accessToken, uid, username, TokenType.BEARER);
  }

  static BrokerToken.Builder token(
      String accessToken, String uid, String username, TokenType type) {
    return BrokerToken.builder(
            Secret.of(accessToken),
            type,
            ManualTimeSource.START.plus(Duration.ofHours(1)),
            Scopes.of("User.Read"))
        .account(account(uid, username))
        .clientInfo(
            encoded("{\"uid\":\"" + uid + "\",\"utid\":\"" + ScriptedAuthority.TENANT + "\"}"))
        .idToken(Secret.of(idToken(uid, username)));
  }

  private static String idToken(String uid, String username) {
    String claims =
        "{\"iss\":\"%s/v2.0\",\"sub\":\"sub-%s\",\"aud\":\"%s\",\"exp\":1893500000,"
                .formatted(ScriptedAuthority.BASE, uid, House.CLIENT_ID)
            + "\"iat\":1893456000,\"auth_time\":1893456000,\"oid\":\"%s\",\"tid\":\"%s\","
                .formatted(uid, ScriptedAuthority.TENANT)
            + "\"preferred_username\":\"%s\",\"ver\":\"2.0\"}".formatted(username);
    return encoded("{\"alg\":\"RS256\"}") + "." + encoded(claims) + ".c2ln";
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A path that has no adapter but these. */
  static ClassLoader with(Class<?>... providers) {
    StringBuilder names = new StringBuilder();
    for (Class<?> provider : providers) {
      names.append(provider.getName()).append('\n');
    }
    return new ClassLoader(Device.class.getClassLoader()) {
      @Override
      public Enumeration<URL> getResources(String name) throws IOException {
        return name.equals(SERVICE)
            ? Collections.enumeration(Collections.singleton(text(names.toString())))
            : super.getResources(name);
      }
    };
  }

  private static URL text(String content) {
    try {
      return new URL(
          null,
          "memory:services",
          new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) {
              return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() {
                  return new java.io.ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
                }
              };
            }
          });
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  static URI nativeClient() {
    return URI.create("https://login.microsoftonline.com/common/oauth2/nativeclient");
  }

  /** Opens what a test put there, wherever it is asked. */
  public static final class FoundProvider implements BrokerProvider {

    static final AtomicReference<Broker> OPENS = new AtomicReference<>();
    static final AtomicReference<BrokerSettings> OPENED = new AtomicReference<>();

    public FoundProvider() {}

    @Override
    public String name() {
      return "found";
    }

    @Override
    public int spiLevel() {
      return SpiLevel.CURRENT;
    }

    @Override
    public boolean supports(BrokerPlatform platform) {
      return true;
    }

    @Override
    public Broker open(BrokerSettings settings) {
      OPENED.set(settings);
      return OPENS.get();
    }
  }

  /** Cannot be brought up on any machine. */
  public static final class BrokenProvider implements BrokerProvider {

    public BrokenProvider() {}

    @Override
    public String name() {
      return "broken";
    }

    @Override
    public int spiLevel() {
      return SpiLevel.CURRENT;
    }

    @Override
    public boolean supports(BrokerPlatform platform) {
      return platform != BrokerPlatform.MAC;
    }

    @Override
    public Broker open(BrokerSettings settings) {
      throw new UnsatisfiedLinkError("no such library here");
    }
  }
}
