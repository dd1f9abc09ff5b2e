package dev.latchkey.benchmarks;

/** Whose tokens a cache holds. */
enum Holder {
  /** The application's own, for many tenants and resources. */
  APP("app", "hot", "random", "token"),
  /** Those of people, one for each. */
  USER("user", "userHot", "userRandom", "account");

  private final String title;
  private final String hot;
  private final String random;
  private final String unit;

  Holder(String title, String hot, String random, String unit) {
    this.title = title;
    this.hot = hot;
    this.random = random;
    this.unit = unit;
  }

  String title() {
    return title;
  }

  /** The name of the method that asks for the same few over and over. */
  String hot() {
    return hot;
  }

  /** The name of the method that asks for any. */
  String random() {
    return random;
  }

  String units(int count) {
    return Text.count(count) + " " + unit + (count == 1 ? "" : "s");
  }

  String unit() {
    return unit + "s";
  }
}
