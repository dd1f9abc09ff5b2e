package dev.latchkey.adapters.secret.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.cache.CacheKey;
import dev.latchkey.spi.cache.CacheKeySource;
import dev.latchkey.spi.cache.CacheKeySourceProvider;
import dev.latchkey.spi.tck.CacheKeySourceContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The keyring as a source of cache keys")
class SecretServiceCacheKeySourceContractTest extends CacheKeySourceContract {

  @TempDir private Path folder;
  private PrivateBus bus;
  private EmulatedKeyring keyring;

  @BeforeEach
  void start() throws Exception {
    PrivateBus.require();
    bus = PrivateBus.start(folder);
    keyring = EmulatedKeyring.start(bus.address(), EmulatedKeyring.Skill.ENCRYPTS);
  }

  @AfterEach
  void stop() {
    if (bus != null) {
      keyring.close();
      bus.close();
    }
  }

  @Override
  protected CacheKeySource open() {
    return open(Map.of());
  }

  private CacheKeySource open(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("bus-address", bus.address());
    return new SecretServiceCacheKeySourceProvider().open(settings);
  }

  @Override
  protected void rotate() {
    keyring.rotate("fresh:" + Base64.getEncoder().encodeToString(new byte[32]));
  }

  @Override
  protected void breakPlace() {
    keyring.lock();
  }

  private void replaceKeyring(EmulatedKeyring.Skill skill) throws Exception {
    keyring.close();
    keyring = EmulatedKeyring.start(bus.address(), skill);
  }

  private static void assertUnavailable(CacheKeySource source, String message) {
    assertThatThrownBy(source::primary)
        .isInstanceOfSatisfying(
            CacheException.class,
            e -> assertThat(e.reason()).isEqualTo(CacheException.Reason.UNAVAILABLE))
        .hasMessageContaining(message);
  }

  @Test
  @DisplayName("is found by its service, under its name")
  void isFound() {
    assertThat(ServiceLoader.load(CacheKeySourceProvider.class))
        .extracting(CacheKeySourceProvider::name, CacheKeySourceProvider::spiLevel)
        .containsExactly(tuple("secret-service", SpiLevel.CURRENT));
  }

  @Test
  @DisplayName("refuses settings that it does not know or cannot use")
  void settingsAreChecked() {
    SecretServiceCacheKeySourceProvider provider = new SecretServiceCacheKeySourceProvider();
    assertThatThrownBy(() -> provider.open(Map.of("color", "red")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("known are [bus-address, name]");
    assertThatThrownBy(() -> provider.open(Map.of("name", " ")))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  @DisplayName("keeps one item, which a person recognizes and can mend")
  void keepsOneItem() {
    CacheKey key = open().primary();

    assertThat(keyring.secrets())
        .containsExactly(
            key.id() + ":" + Base64.getEncoder().encodeToString(key.key().getEncoded()));
    assertThat(keyring.attributes())
        .containsEntry("xdg:schema", "dev.latchkey.CacheKeys")
        .containsEntry("name", "default");
  }

  @Test
  @DisplayName("shows no key to those who watch the bus")
  void wireIsEncrypted() {
    CacheKey key = open().primary();
    open().primary();

    assertThat(keyring.onTheWire()).hasSizeGreaterThan(1);
    for (byte[] value : keyring.onTheWire()) {
      assertThat(new String(value, StandardCharsets.ISO_8859_1)).doesNotContain(key.id() + ":");
    }
  }

  @Test
  @DisplayName("does without encryption on the bus where the keyring has none")
  void plainSessionWorks() throws Exception {
    replaceKeyring(EmulatedKeyring.Skill.PLAIN_ONLY);

    CacheKey key = open().primary();

    assertThat(open().byId(key.id())).isPresent();
  }

  @Test
  @DisplayName("keeps the keys of two names apart")
  void namesAreApart() {
    CacheKey one = open().primary();
    CacheKey other = open(Map.of("name", "other")).primary();

    assertThat(other.id()).isNotEqualTo(one.id());
    assertThat(open(Map.of("name", "other")).byId(one.id())).isEmpty();
  }

  @Test
  @DisplayName("asks nobody to unlock a keyring, and says that it is locked")
  void lockedKeyringIsTyped() {
    open().primary();
    keyring.lock();

    assertUnavailable(open(), "the keyring is locked");
    assertThat(keyring.dismissed()).hasSize(1);
  }

  @Test
  @DisplayName("says that a locked keyring takes no first key either")
  void lockedKeyringTakesNoKey() {
    keyring.lock();

    assertUnavailable(open(), "the keyring is locked");
    assertThat(keyring.secrets()).isEmpty();
  }

  @Test
  @DisplayName("says that there is no keyring to keep the first key in")
  void missingCollectionIsTyped() {
    keyring.loseCollection();

    assertUnavailable(open(), "there is no default keyring");
  }

  @Test
  @DisplayName("says that nobody on the bus is a keyring")
  void missingServiceIsTyped() {
    keyring.close();

    assertUnavailable(open(), "there is no keyring on the session bus");
  }

  @Test
  @DisplayName("says that there is no bus")
  void missingBusIsTyped() {
    bus.close();

    assertUnavailable(open(), "the session bus could not be reached");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp:host=localhost,port=1", "", "unix:abstract=/tmp/x"})
  @DisplayName("says that it cannot use the address of the bus")
  void unusableAddressIsTyped(String address) {
    assertUnavailable(
        new SecretServiceCacheKeySourceProvider().open(Map.of("bus-address", address)),
        "the address of the session bus is not usable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "id", "id:", "id:AAAA", "id:not!base64", "white space:AAAA"})
  @DisplayName("shows nothing of an item that somebody spoiled")
  void spoiledItemIsTyped(String text) {
    open().primary();
    keyring.put(text);

    assertUnavailable(open(), "the keyring's item of cache keys is not lines of id:base64");
  }
}
