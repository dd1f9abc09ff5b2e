package dev.latchkey.adapters.secret.service;

import dev.latchkey.domain.error.CacheException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.Variant;

/** The items of our keys in the keyring. */
final class Keyring {

  private static final String PATH = "/org/freedesktop/secrets";
  private static final String SERVICE = "org.freedesktop.Secret.Service";
  private static final String COLLECTION = "org.freedesktop.Secret.Collection";
  private static final String ITEM = "org.freedesktop.Secret.Item";
  private static final String PROMPT = "org.freedesktop.Secret.Prompt";

  /** No object. */
  private static final String NONE = "/";

  private final Bus bus;
  private final Session session;
  private final String name;

  Keyring(Bus bus, Session session, String name) {
    this.bus = bus;
    this.session = session;
    this.name = name;
  }

  private Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("xdg:schema", "dev.latchkey.CacheKeys");
    attributes.put("name", name);
    return attributes;
  }

  /** {@return the contents of all items that have our name, one as a rule} */
  List<byte[]> secrets() {
    Object[] found = bus.call(PATH, SERVICE, "SearchItems", "a{ss}", attributes());
    List<String> items = new ArrayList<>(Wire.paths(found, 0));
    List<String> locked = Wire.paths(found, 1);
    if (!locked.isEmpty()) {
      unlock(locked);
      items.addAll(locked);
    }
    items.sort(null);
    List<byte[]> secrets = new ArrayList<>();
    for (String item : items) {
      Object[] answer = bus.call(item, ITEM, "GetSecret", "o", session.path());
      if (answer.length != 1) {
        throw Wire.unexpected();
      }
      secrets.add(session.opened(answer[0]));
    }
    return secrets;
  }

  /** Puts a new item into the default keyring. */
  void add(byte[] secret) {
    String collection = Wire.path(bus.call(PATH, SERVICE, "ReadAlias", "s", "default"), 0);
    if (collection.equals(NONE)) {
      throw new CacheException(
          "there is no default keyring; make one, by signing in to the desktop as a rule, or choose"
              + " another source of cache keys");
    }
    unlock(List.of(collection));
    Map<String, Variant<?>> properties = new LinkedHashMap<>();
    properties.put(ITEM + ".Label", new Variant<>("Latchkey token cache (" + name + ")"));
    properties.put(ITEM + ".Attributes", new Variant<>(attributes(), "a{ss}"));
    Object[] made =
        bus.call(
            collection,
            COLLECTION,
            "CreateItem",
            "a{sv}(oayays)b",
            properties,
            session.sealed(secret),
            false);
    requireNoPrompt(Wire.path(made, 1));
  }

  // What is unlocked already stays so, without a question.
  private void unlock(List<String> objects) {
    DBusPath[] paths = objects.stream().map(DBusPath::new).toArray(DBusPath[]::new);
    Object[] answer = bus.call(PATH, SERVICE, "Unlock", "ao", (Object) paths);
    requireNoPrompt(Wire.path(answer, 1));
    if (!Wire.paths(answer, 0).containsAll(objects)) {
      throw new CacheException(Bus.locked());
    }
  }

  // A question to a person comes at a bad time here: a program is saving a token, and perhaps no
  // person is there.
  private void requireNoPrompt(String prompt) {
    if (!prompt.equals(NONE)) {
      bus.call(prompt, PROMPT, "Dismiss", null);
      throw new CacheException(Bus.locked());
    }
  }
}
