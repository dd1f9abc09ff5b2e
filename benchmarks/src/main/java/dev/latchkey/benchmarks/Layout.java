package dev.latchkey.benchmarks;

/** Which tenant and which resource a numbered request is for: 100 tenants, then more resources. */
final class Layout {

  static final int TENANTS = 100;
  static final String HOST = "login.microsoftonline.com";
  static final String CLIENT_ID = "6731de76-14a6-49ae-97bc-6eba6914391e";
  static final String SECRET = "a secret that no server knows";

  private static final String TENANT = "4f0a6d3e-0000-4000-8000-";
  private static final String RESOURCE = "resource-";

  private Layout() {}

  static String tenant(int request) {
    return TENANT + String.format("%012d", request % TENANTS);
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
