package dev.latchkey.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A well-formed answer: status, headers without the length, and body. */
final class Answer {

  private final int status;
  private final List<Header> headers;
  private final byte[] body;

  /** Takes the body as it is, without a copy: it is written and nothing else. */
  Answer(int status, List<Header> headers, byte[] body) {
    this.status = status;
    this.headers = List.copyOf(headers);
    this.body = body;
  }

  record Header(String name, String value) {}

  static Answer json(int status, Map<String, ?> members) {
    return of(status, "application/json; charset=utf-8", Json.write(members));
  }

  static Answer of(int status, String contentType, String body) {
    return new Answer(
        status,
        List.of(
            new Header("Content-Type", contentType),
            new Header("Cache-Control", "no-store, no-cache")),
        body.getBytes(StandardCharsets.UTF_8));
  }

  int status() {
    return status;
  }

  List<Header> headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }

  Answer with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Answer(status, more, body);
  }
}
