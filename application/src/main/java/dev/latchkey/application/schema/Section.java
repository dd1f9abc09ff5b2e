package dev.latchkey.application.schema;

import java.util.Locale;

/** The sections of a document, each an object of rows. */
enum Section {
  ACCESS_TOKEN("AccessToken"),
  REFRESH_TOKEN("RefreshToken"),
  ID_TOKEN("IdToken"),
  ACCOUNT("Account"),
  APP_METADATA("AppMetadata");

  private final String title;

  Section(String title) {
    this.title = title;
  }

  /** {@return its name in the document, and the type of its rows} */
  String title() {
    return title;
  }

  /** {@return how keys of its rows spell it} */
  String inKeys() {
    return title.toLowerCase(Locale.ROOT);
  }
}
