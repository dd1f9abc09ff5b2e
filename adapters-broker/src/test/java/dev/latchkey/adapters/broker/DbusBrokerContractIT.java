package dev.latchkey.adapters.broker;

import dev.latchkey.emulator.BrokerEmulator;
import dev.latchkey.emulator.BusParticipant;
import dev.latchkey.emulator.Dialects;
import dev.latchkey.emulator.PrivateBus;
import dev.latchkey.spi.broker.Broker;
import dev.latchkey.spi.broker.BrokerSettings;
import dev.latchkey.spi.tck.BrokerContract;
import dev.latchkey.spi.time.TimeSource;
import java.io.IOException;
import java.util.Arrays;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.MethodCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The contract, over a bus of its own. */
@Tag("real-peer")
class DbusBrokerContractIT extends BrokerContract {

  private final PrivateBus bus = new PrivateBus();
  private final BusParticipant stranger = new BusParticipant(bus.socket());
  private BrokerEmulator emulator = emulator();

  private BrokerEmulator emulator() {
    return new BrokerEmulator(bus)
        .answers("getLinuxBrokerVersion", "{\"linuxBrokerVersion\":\"3.0.1\"}")
        .answers("getAccounts", Dialects.accounts(NAME))
        .does("cancelInteractiveFlow", (self, call) -> {});
  }

  @Override
  protected Broker open() {
    return new DbusBrokerProvider().open(BrokerSettings.of(bus.environment(), TimeSource.system()));
  }

  @AfterEach
  void closeBus() {
    emulator.close();
    stranger.close();
    bus.close();
  }

  @Override
  protected void remove() {
    emulator.close();
  }

  @Override
  protected void behave(Behaviour behaviour) {
    if (behaviour == Behaviour.ANSWERS) {
      emulator.close();
      emulator = emulator();
    }
    String token = Dialects.microsoft(TOKEN, NAME);
    for (String method : Arrays.asList("acquireTokenSilently", "acquireTokenInteractively")) {
      emulator.does(method, (self, call) -> act(behaviour, self, call, token));
    }
  }

  private void act(Behaviour behaviour, BusParticipant self, MethodCall call, String token)
      throws IOException, DBusException {
    switch (behaviour) {
      case ANSWERS -> self.send(BrokerEmulator.reply(call, token));
      case REFUSES ->
          self.send(
              BrokerEmulator.reply(
                  call, Dialects.refusal(2, CONTEXT.replace("\u001b", "\\u001b"))));
      case HANGS -> {}
      case DIES -> throw new IOException("dies");
      case FLOODS -> self.send(BrokerEmulator.reply(call, "x".repeat(2 << 20)));
      case BABBLES -> self.send(BrokerEmulator.reply(call, "<p>hush</p>"));
      case REPEATS -> {
        self.send(BrokerEmulator.reply(call, token));
        self.send(BrokerEmulator.reply(call, token.replace(TOKEN, "second")));
      }
      case IS_FORGED -> {
        stranger.send(
            BusParticipant.FACTORY.createMethodReturn(call, "s", token.replace(TOKEN, "forged")));
        self.send(BrokerEmulator.reply(call, token));
      }
    }
  }
}
