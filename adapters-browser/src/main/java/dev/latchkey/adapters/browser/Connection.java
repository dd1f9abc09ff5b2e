package dev.latchkey.adapters.browser;

import dev.latchkey.spi.browser.RedirectCheck.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.function.Consumer;

/** One request and its page, on a thread of its own. */
final class Connection implements Runnable {

  // Browsers open connections ahead and send nothing on them; they do not mind their end.
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration FAREWELL = Duration.ofSeconds(1);
  private static final int LONGEST_FAREWELL = 1 << 20;

  private final Socket socket;
  private final Doorkeeper doorkeeper;
  private final Reception reception;
  private final Consumer<Connection> leaving;
  private volatile boolean judged;

  Connection(
      Socket socket, Doorkeeper doorkeeper, Reception reception, Consumer<Connection> leaving) {
    this.socket = socket;
    this.doorkeeper = doorkeeper;
    this.reception = reception;
    this.leaving = leaving;
  }

  @Override
  public void run() {
    try {
      Arrival arrival = doorkeeper.hear(new TimedInput(socket, PATIENCE));
      if (arrival instanceof Arrival.Answer brought) {
        judged = true;
        Verdict verdict = reception.present(brought.answer(), PATIENCE);
        judged = false;
        try {
          send(Reply.bytes(verdict.page(), true));
        } finally {
          if (verdict.ends()) {
            reception.shown();
          }
        }
      } else if (arrival instanceof Arrival.Refused refused) {
        send(Reply.bytes(refused.reason().page(), refused.wantsBody()));
      }
      sayFarewell();
    } catch (IOException e) {
      // The peer left, or took too long: there is nobody to tell.
    } finally {
      cut();
      leaving.accept(this);
    }
  }

  private void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.shutdownOutput();
  }

  // Closing while something unread is on its way would take the page back.
  private void sayFarewell() throws IOException {
    InputStream rest = new TimedInput(socket, FAREWELL);
    byte[] unread = new byte[8 << 10];
    int total = 0;
    for (int n = 0; n >= 0 && total < LONGEST_FAREWELL; n = rest.read(unread, 0, unread.length)) {
      total += n;
    }
  }

  /** {@return whether the check has it now, so that it must not be cut} */
  boolean isJudged() {
    return judged;
  }

  /** Ends it from any thread. */
  void cut() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }
}
