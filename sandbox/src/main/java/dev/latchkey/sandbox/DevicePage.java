package dev.latchkey.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /device}: where a person types the code that a device shows, and decides. */
final class DevicePage implements Endpoint {

  static final String PATH = "/device";

  private final DeviceDecisions decisions;
  private final PasswordCheck passwords;

  DevicePage(DeviceDecisions decisions, PasswordCheck passwords) {
    this.decisions = decisions;
    this.passwords = passwords;
  }

  @Override
  public EndpointKind kind() {
    return EndpointKind.DEVICE_PAGE;
  }

  @Override
  public Set<String> methods() {
    return PERSON;
  }

  @Override
  public boolean matches(List<String> segments) {
    return segments.equals(List.of("device"));
  }

  @Override
  public Answer handle(RecordedRequest request) {
    Optional<String> typed = request.formParameter("user_code");
    if (typed.isEmpty()) {
      return ask(request.queryParameter("user_code").orElse(""), "");
    }
    Optional<DeviceCodes.Request> found = decisions.find(typed.get());
    if (found.isEmpty()) {
      return ask(typed.get(), "No device waits under this code. Is it still the one shown?");
    }
    return switch (request.formParameter("decision").orElse("")) {
      case "accept" -> approve(request, found.get());
      case "decline" -> {
        decisions.refuse(found.get());
        yield new HtmlPage("Refused").text("The device will not be signed in.").answer(200);
      }
      default -> decide(found.get(), "", "");
    };
  }

  private Answer approve(RecordedRequest request, DeviceCodes.Request waiting) {
    String username = request.formParameter("username").orElse("");
    try {
      decisions.approve(
          waiting, passwords.check(username, request.formParameter("password").orElse("")));
    } catch (Refusal refusal) {
      return decide(waiting, username, refusal.text());
    }
    return new HtmlPage("You have signed in")
        .text("Go back to " + waiting.application().clientId() + " on your other device.")
        .answer(200);
  }

  private static Answer ask(String code, String problem) {
    HtmlPage page = new HtmlPage("Sign in on another device");
    if (!problem.isEmpty()) {
      page.alert(problem);
    }
    return page.form(
            new HtmlForm(PATH)
                .field("user_code", "Code that the device shows", "text", code)
                .button("Next", "", ""))
        .answer(200);
  }

  private static Answer decide(DeviceCodes.Request waiting, String username, String problem) {
    HtmlPage page =
        new HtmlPage("Sign in on another device")
            .text(waiting.application().clientId() + " asks for:");
    waiting.scopes().forEach(page::text);
    if (!problem.isEmpty()) {
      page.alert(problem);
    }
    return page.form(
            new HtmlForm(PATH)
                .hidden("user_code", waiting.userCode())
                .field("username", "User name", "text", username)
                .field("password", "Password", "password", "")
                .button("Approve", "decision", "accept")
                .button("Refuse", "decision", "decline"))
        .answer(200);
  }
}
