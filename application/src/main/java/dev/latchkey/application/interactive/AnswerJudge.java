package dev.latchkey.application.interactive;

import dev.latchkey.application.authcode.AnswerCheck;
import dev.latchkey.application.request.AuthResponse;
import dev.latchkey.application.request.SignInPages;
import dev.latchkey.domain.error.AuthResponseException;
import dev.latchkey.spi.browser.Page;
import dev.latchkey.spi.browser.RedirectAnswer;
import dev.latchkey.spi.browser.RedirectCheck;

/** Lets only the answer to one flow end the wait, and before anything is shown for it. */
final class AnswerJudge implements RedirectCheck {

  private static final String OTHER =
      "This does not belong to the sign-in that is under way. Return to the application.";

  private final AnswerCheck check;
  private final RedirectAnswer.Mode mode;
  private final SignInPages pages;

  AnswerJudge(AnswerCheck check, RedirectAnswer.Mode mode, SignInPages pages) {
    this.check = check;
    this.mode = mode;
    this.pages = pages;
  }

  @Override
  public Verdict judge(RedirectAnswer answer) {
    try {
      // Who asked for a form and is brought a query is not brought it by the authority.
      if (answer.mode() == mode) {
        AuthResponse response = read(answer);
        check.require(response);
        return Verdict.accepted(
            response.error().map(pages::afterFailure).orElseGet(pages::afterSuccess));
      }
    } catch (AuthResponseException e) {
      // The person's own answer may still be on its way.
    }
    return Verdict.passedOver(new Page(400, false, OTHER));
  }

  static AuthResponse read(RedirectAnswer answer) {
    return answer.mode() == RedirectAnswer.Mode.FORM_POST
        ? AuthResponse.ofForm(answer.encoded())
        : AuthResponse.ofQuery(answer.encoded());
  }
}
