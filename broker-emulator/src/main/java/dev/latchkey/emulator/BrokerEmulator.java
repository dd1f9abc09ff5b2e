package dev.latchkey.emulator;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;

/** Owns the broker's name on a private bus, and answers each method as a test says. */
public final class BrokerEmulator implements AutoCloseable {

  /** What it was asked. */
  public record Asked(String method, String protocol, String correlationId, String json) {

    public JsonObject request() {
      return Json.createReader(new StringReader(json)).readObject();
    }

    public JsonObject parameters() {
      return request().getJsonObject("authParameters");
    }
  }

  /** What it does instead of answering. */
  public interface Deed {
    void on(BusParticipant self, MethodCall call) throws IOException, DBusException;
  }

  private final BusParticipant self;
  private final Thread thread;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Map<String, Deed> deeds = new ConcurrentHashMap<>();

  public BrokerEmulator(PrivateBus bus) {
    self = new BusParticipant(bus.socket());
    self.own("com.microsoft.identity.broker1");
    thread = new Thread(this::serve, "broker-emulator");
    thread.setDaemon(true);
    thread.start();
  }

  /** A device that one person has signed in to. */
  public static BrokerEmulator knowing(PrivateBus bus, String username) {
    return new BrokerEmulator(bus)
        .answers("getLinuxBrokerVersion", "{\"linuxBrokerVersion\":\"3.0.1\"}")
        .answers("getAccounts", Dialects.accounts(username))
        .answers("acquireTokenSilently", it -> Dialects.signedIn(it, username))
        .answers("acquireTokenInteractively", it -> Dialects.signedIn(it, username))
        .answers(
            "acquirePrtSsoCookie",
            "{\"cookieItems\":[{\"cookieName\":\"x-ms-RefreshTokenCredential\","
                + "\"cookieContent\":\"prt-cookie\"}]}")
        .answers("removeAccount", "{}");
  }

  public BrokerEmulator answers(String method, String json) {
    return answers(method, it -> json);
  }

  public BrokerEmulator answers(String method, Function<Asked, String> json) {
    return does(method, (bus, call) -> bus.send(reply(call, json.apply(asked(call)))));
  }

  public BrokerEmulator does(String method, Deed deed) {
    deeds.put(method, deed);
    return this;
  }

  public static Message reply(MethodCall call, String json) throws DBusException {
    return BusParticipant.FACTORY.createMethodReturn(call, "s", json);
  }

  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  public List<Asked> asked(String method) {
    return asked.stream().filter(it -> it.method().equals(method)).toList();
  }

  private static Asked asked(MethodCall call) throws DBusException {
    Object[] arguments = call.getParameters();
    return new Asked(
        call.getName(), (String) arguments[0], (String) arguments[1], (String) arguments[2]);
  }

  private void serve() {
    try {
      while (true) {
        if (self.next() instanceof MethodCall call) {
          asked.add(asked(call));
          Deed deed = deeds.get(call.getName());
          if (deed != null) {
            deed.on(self, call);
          } else {
            self.send(
                BusParticipant.FACTORY.createError(
                    null,
                    call.getSource(),
                    "org.freedesktop.DBus.Error.UnknownMethod",
                    call.getSerial(),
                    "s",
                    "no such method, hush mira"));
          }
        }
      }
    } catch (IOException | DBusException e) {
      // Closed by the test, or ended by a deed.
      self.close();
    }
  }

  @Override
  public void close() {
    self.close();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
