package dev.latchkey.benchmarks;

/** Which tenant and which resource a numbered request is for: 100 tenants, then more resources. */
final class Layout {

  static final int TENANTS = 100;
  static final String HOST = "login.microsoftonline.com";
  static final String CLIENT_ID = "6731de76-14a6-49ae-97bc-6eba6914391e";
  static final String SECRET = "a secret that no server knows";

  private static final String TENANT = "4f0a6d3e-0000-4000-8000-";
  private static final String RESOURCE = "resource-";

  /** What every token of a person is for. */
  static final String USER_SCOPE = "User.Read";

  private static final String PERSON = "5e0a6d3e-0000-4000-8000-";
  private static final String REFRESH_TOKEN = "person-";
  private static final int REFRESH_TOKEN_LENGTH = 1_100;

  private Layout() {}

  /** The id of a person in the tenant that all of them belong to. */
  static String person(int number) {
    return PERSON + twelveDigits(number);
  }

  static String refreshToken(int person) {
    String start = REFRESH_TOKEN + person + "-";
    return start + "x".repeat(REFRESH_TOKEN_LENGTH - start.length());
  }

  /** Reads the number of a person back from the refresh token in a form; -1 if there is none. */
  static int person(String form) {
    int start = form.indexOf("refresh_token=" + REFRESH_TOKEN);
    return start < 0
        ? -1
        : number(form, form.indexOf(REFRESH_TOKEN, start) + REFRESH_TOKEN.length());
  }

  static String tenant(int request) {
    return TENANT + twelveDigits(request % TENANTS);
  }

  // No format: programs that are started cold would pay for it, whichever library they measure.
  private static String twelveDigits(int number) {
    return Long.toString(1_000_000_000_000L + number).substring(1);
  }

  static String scope(int request) {
    return "https://" + RESOURCE + request / TENANTS + ".example.com/.default";
  }

  static String authority() {
    return "https://" + HOST + "/" + tenant(0);
  }

  /** Reads the number of a request back from what is sent for it. */
  static int request(String path, String form) {
    int tenant = number(path, path.indexOf(TENANT) + TENANT.length());
    int resource = number(form, form.indexOf(RESOURCE) + RESOURCE.length());
    return resource * TENANTS + tenant;
  }

  private static int number(String text, int start) {
    int value = 0;
    for (int i = start; i < text.length() && Character.isDigit(text.charAt(i)); i++) {
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }
}
