package dev.latchkey.examples.webapp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.application.request.AuthResponse;
import dev.latchkey.application.request.EndSessionRequest;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.error.AuthResponseException;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.token.TokenResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pages of the application, and the way through the sign-in. */
final class Site implements HttpHandler {

  static final String REDIRECT_PATH = "/signed-in";

  // Much more than any authority sends.
  private static final int MOST_BYTES = 64 * 1024;
  private static final String TICKET = "answer=";

  private final Sessions sessions = new Sessions();
  private final Recent<String> posted = new Recent<>(1_000);
  private final ConfidentialClient app;
  private final Orders orders;
  private final AuthCodeFlowRequest signIn;
  private final EndSessionRequest signOut;

  Site(
      ConfidentialClient app,
      Orders orders,
      AuthCodeFlowRequest signIn,
      EndSessionRequest signOut) {
    this.app = app;
    this.orders = orders;
    this.signIn = signIn;
    this.signOut = signOut;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        answer(exchange);
      } catch (TokenException e) {
        problem(exchange, e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange) throws IOException, InterruptedException {
    switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
      case "GET /" -> home(exchange);
      case "POST /signin" -> begin(exchange);
      case "GET " + REDIRECT_PATH -> complete(exchange);
      case "POST " + REDIRECT_PATH -> park(exchange);
      case "POST /signout" -> signOut(exchange);
      default -> new Page("There is nothing here").send(exchange, 404);
    }
  }

  private void home(HttpExchange exchange) throws IOException, InterruptedException {
    Optional<Session> session = sessions.of(exchange);
    Optional<Session.Person> person = session.flatMap(Session::person);
    if (session.isEmpty() || person.isEmpty()) {
      new Page("Welcome").button("/signin", "Sign in").send(exchange, 200);
      return;
    }
    Page page = new Page("Your orders").text("name", "You are " + person.get().name() + ".");
    Orders.Outcome outcome = orders.read(person.get().account());
    if (outcome instanceof Orders.Answered answer) {
      page.text("api", "The API answered " + answer.status() + ": " + answer.body())
          .text("source", "Its token came from " + answer.source() + ".");
    } else if (outcome instanceof Orders.SignInNeeded needed) {
      // A page and not a redirect: an API that is never content would send the browser in circles.
      session.get().demand(needed.claims());
      page.text("more", "Before you see your orders, please sign in once more.")
          .button("/signin", "Continue");
    }
    page.button("/signout", "Sign out").send(exchange, 200);
  }

  private void begin(HttpExchange exchange) throws IOException {
    Session session = sessions.orNew(exchange);
    PendingAuthCodeFlow flow =
        app.beginAuthCodeFlow(session.demanded().map(signIn::claims).orElse(signIn));
    session.begun(flow);
    Page.redirect(exchange, flow.authUri().toString());
  }

  /**
   * Takes an answer of response mode form_post. It is posted by the authority's page, and with such
   * a request no browser sends a cookie that is SameSite: the answer waits until the browser asks
   * for the page itself.
   */
  private void park(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      new Page("That is too long").send(exchange, 413);
      return;
    }
    String ticket = posted.add(new String(body, StandardCharsets.UTF_8));
    Page.redirect(exchange, REDIRECT_PATH + "?" + TICKET + ticket);
  }

  private void complete(HttpExchange exchange) throws IOException {
    AuthResponse answer = response(exchange.getRequestURI().getRawQuery());
    Optional<Session> session = sessions.of(exchange);
    // Without a session this throws, as it does for a forged answer: the library checks both.
    String saved = session.map(it -> it.flowOf(answer)).orElse(null);
    TokenResult tokens = app.completeAuthCodeFlow(saved, answer);
    session.orElseThrow().signedIn(tokens);
    sessions.renew(exchange);
    Page.redirect(exchange, "/");
  }

  private AuthResponse response(@Nullable String query) {
    String text = query == null ? "" : query;
    return text.startsWith(TICKET)
        ? AuthResponse.ofForm(posted.take(text.substring(TICKET.length())).orElse(""))
        : AuthResponse.ofQuery(text);
  }

  /** Ends the session here, then the one that the browser has at the authority. */
  private void signOut(HttpExchange exchange) throws IOException {
    sessions
        .of(exchange)
        .flatMap(Session::person)
        .ifPresent(person -> app.removeAccount(person.account()));
    sessions.end(exchange);
    Page.redirect(exchange, app.endSessionUri(signOut).toString());
  }

  // Branches on what the exception answers; its message is for the log.
  private static void problem(HttpExchange exchange, TokenException e) throws IOException {
    boolean declined =
        e.error().map(it -> it.code().equals(OAuthErrorCode.ACCESS_DENIED)).orElse(false);
    String text;
    int status;
    if (e instanceof AuthResponseException) {
      text = "This sign-in is unknown here, or was completed before.";
      status = 400;
    } else if (declined) {
      text = "You did not finish signing in, or did not agree to what was asked.";
      status = 403;
    } else if (e.isTransient()) {
      text = "Signing in does not work at the moment. Please try again later.";
      status = 503;
    } else {
      text = "Signing in did not work. Please try again.";
      status = 502;
    }
    new Page("Not signed in")
        .text("problem", text)
        .button("/signin", "Sign in")
        .send(exchange, status);
  }
}
