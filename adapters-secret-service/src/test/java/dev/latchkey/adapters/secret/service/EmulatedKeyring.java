package dev.latchkey.adapters.secret.service;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.errors.NotSupported;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.types.Variant;

/** A keyring on a private bus, written from the specification and with arithmetic of its own. */
final class EmulatedKeyring implements AutoCloseable {

  private static final String ROOT = "/org/freedesktop/secrets";
  private static final String COLLECTION = ROOT + "/collection/login";
  private static final BigInteger PRIME =
      new BigInteger(
          "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74"
              + "020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
              + "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
              + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF",
          16);

  /** What it can do. */
  enum Skill {
    ENCRYPTS,
    PLAIN_ONLY
  }

  private final DBusConnection connection;
  private final Skill skill;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<String, Stored> items = new ConcurrentSkipListMap<>();
  private final Map<String, byte[]> sessions = new ConcurrentHashMap<>();
  private final List<String> dismissed = new CopyOnWriteArrayList<>();
  private final List<byte[]> onTheWire = new CopyOnWriteArrayList<>();
  private volatile boolean locked;
  private volatile boolean hasCollection = true;

  private record Stored(Map<String, String> attributes, String secret) {}

  private EmulatedKeyring(DBusConnection connection, Skill skill) {
    this.connection = connection;
    this.skill = skill;
  }

  static EmulatedKeyring start(String address, Skill skill) throws DBusException {
    DBusConnection connection = DBusConnectionBuilder.forAddress(address).withShared(false).build();
    EmulatedKeyring keyring = new EmulatedKeyring(connection, skill);
    connection.exportObject(ROOT, keyring.new ServiceObject());
    connection.exportObject(COLLECTION, keyring.new CollectionObject());
    connection.exportObject(ROOT + "/prompt/1", keyring.new PromptObject());
    connection.requestBusName("org.freedesktop.secrets");
    return keyring;
  }

  void lock() {
    locked = true;
  }

  void loseCollection() {
    hasCollection = false;
  }

  List<String> dismissed() {
    return dismissed;
  }

  /** {@return what was sent as the value of a secret, either way} */
  List<byte[]> onTheWire() {
    return onTheWire;
  }

  List<String> secrets() {
    return items.values().stream().map(Stored::secret).toList();
  }

  Map<String, String> attributes() {
    return items.values().iterator().next().attributes;
  }

  /** Puts a line before the others, as somebody does in a keyring's window. */
  void rotate(String line) {
    items.replaceAll((path, old) -> new Stored(old.attributes, line + "\n" + old.secret));
  }

  void put(String secret) {
    items.replaceAll((path, old) -> new Stored(old.attributes, secret));
  }

  @Override
  public void close() {
    connection.disconnect();
  }

  private final class ServiceObject implements SecretInterfaces.Service {

    @Override
    public SecretInterfaces.Pair<Variant<?>, DBusPath> OpenSession(
        String algorithm, Variant<?> input) {
      String path = ROOT + "/session/" + numbers.incrementAndGet();
      if (algorithm.equals("plain")) {
        sessions.put(path, new byte[0]);
        return new SecretInterfaces.Pair<>(new Variant<>(""), new DBusPath(path));
      }
      if (skill == Skill.PLAIN_ONLY || !algorithm.equals("dh-ietf1024-sha256-aes128-cbc-pkcs7")) {
        throw new NotSupported("no such algorithm");
      }
      BigInteger own = new BigInteger(1, digest(path));
      BigInteger other = new BigInteger(1, Wire.bytes(input.getValue()));
      sessions.put(path, derived(other.modPow(own, PRIME)));
      byte[] half = fixed(BigInteger.TWO.modPow(own, PRIME));
      return new SecretInterfaces.Pair<>(new Variant<>(half, "ay"), new DBusPath(path));
    }

    @Override
    public SecretInterfaces.Pair<List<DBusPath>, List<DBusPath>> SearchItems(
        Map<String, String> attributes) {
      List<DBusPath> found =
          items.entrySet().stream()
              .filter(it -> it.getValue().attributes.entrySet().containsAll(attributes.entrySet()))
              .map(it -> new DBusPath(it.getKey()))
              .toList();
      return locked
          ? new SecretInterfaces.Pair<>(List.of(), found)
          : new SecretInterfaces.Pair<>(found, List.of());
    }

    @Override
    public SecretInterfaces.Pair<List<DBusPath>, DBusPath> Unlock(List<DBusPath> objects) {
      return locked
          ? new SecretInterfaces.Pair<>(List.of(), new DBusPath(ROOT + "/prompt/1"))
          : new SecretInterfaces.Pair<>(new ArrayList<>(objects), new DBusPath("/"));
    }

    @Override
    public DBusPath ReadAlias(String name) {
      return new DBusPath(name.equals("default") && hasCollection ? COLLECTION : "/");
    }

    @Override
    public String getObjectPath() {
      return ROOT;
    }
  }

  private final class CollectionObject implements SecretInterfaces.Collection {

    @Override
    @SuppressWarnings("unchecked")
    public SecretInterfaces.Pair<DBusPath, DBusPath> CreateItem(
        Map<String, Variant<?>> properties, SecretInterfaces.Secret secret, boolean replace) {
      String path = COLLECTION + "/" + numbers.incrementAndGet();
      Map<String, String> attributes =
          (Map<String, String>) properties.get("org.freedesktop.Secret.Item.Attributes").getValue();
      onTheWire.add(secret.value);
      items.put(
          path,
          new Stored(Map.copyOf(attributes), new String(opened(secret), StandardCharsets.UTF_8)));
      try {
        connection.exportObject(path, new ItemObject(path));
      } catch (DBusException e) {
        throw new DBusExecutionException(e.getMessage(), e);
      }
      return new SecretInterfaces.Pair<>(new DBusPath(path), new DBusPath("/"));
    }

    @Override
    public String getObjectPath() {
      return COLLECTION;
    }
  }

  private final class ItemObject implements SecretInterfaces.Item {

    private final String path;

    ItemObject(String path) {
      this.path = path;
    }

    @Override
    public SecretInterfaces.Secret GetSecret(DBusPath session) {
      SecretInterfaces.Secret closed =
          closed(session, items.get(path).secret.getBytes(StandardCharsets.UTF_8));
      onTheWire.add(closed.value);
      return closed;
    }

    @Override
    public String getObjectPath() {
      return path;
    }
  }

  private final class PromptObject implements SecretInterfaces.Prompt {

    @Override
    public void Dismiss() {
      dismissed.add(getObjectPath());
    }

    @Override
    public String getObjectPath() {
      return ROOT + "/prompt/1";
    }
  }

  private byte[] opened(SecretInterfaces.Secret secret) {
    byte[] key = sessions.get(secret.session.getPath());
    return key.length == 0
        ? secret.value
        : crypt(Cipher.DECRYPT_MODE, key, secret.parameters, secret.value);
  }

  private SecretInterfaces.Secret closed(DBusPath session, byte[] secret) {
    byte[] key = sessions.get(session.getPath());
    if (key.length == 0) {
      return new SecretInterfaces.Secret(session, new byte[0], secret, "text/plain");
    }
    byte[] start = Arrays.copyOf(digest("iv" + numbers.incrementAndGet()), 16);
    return new SecretInterfaces.Secret(
        session, start, crypt(Cipher.ENCRYPT_MODE, key, start, secret), "text/plain");
  }

  private static byte[] crypt(int mode, byte[] key, byte[] start, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new DBusExecutionException(e.getMessage(), e);
    }
  }

  private static byte[] derived(BigInteger shared) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
      byte[] extracted = mac.doFinal(fixed(shared));
      mac.init(new SecretKeySpec(extracted, "HmacSHA256"));
      return Arrays.copyOf(mac.doFinal(new byte[] {1}), 16);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] fixed(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[128];
    int length = Math.min(bytes.length, 128);
    System.arraycopy(bytes, bytes.length - length, fixed, 128 - length, length);
    return fixed;
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
