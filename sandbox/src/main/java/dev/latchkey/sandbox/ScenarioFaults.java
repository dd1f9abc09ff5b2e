package dev.latchkey.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the faults of a scenario: {@code fault} names the factory, the other members are its
 * arguments.
 */
final class ScenarioFaults {

  private static final Set<String> MEMBERS =
      ScenarioReader.sorted(
          "fault",
          "endpoint",
          "times",
          "always",
          "status",
          "body",
          "headers",
          "content_type",
          "value",
          "location",
          "millis",
          "bytes",
          "count",
          "error",
          "error_description",
          "error_codes",
          "suberror",
          "claims");

  private static final Map<String, Function<ScenarioObject, Fault>> FACTORIES = factories();

  private ScenarioFaults() {}

  static Consumer<FaultScript> read(ScenarioObject object) {
    object.allowOnly(MEMBERS);
    String name = object.requiredText("fault");
    EndpointKind kind = kind(object);
    int times = object.integer("times", 1);
    if (times < 1) {
      throw new IllegalArgumentException(object.at("times") + ": must be positive");
    }
    if (name.equals("refuse_connections")) {
      return script -> script.refuseConnections(times);
    }
    Function<ScenarioObject, Fault> factory = FACTORIES.get(name);
    if (factory == null) {
      throw new IllegalArgumentException(
          object.at("fault")
              + ": unknown fault "
              + name
              + "; known are refuse_connections, "
              + String.join(", ", FACTORIES.keySet()));
    }
    Fault fault = object.checked("", factory);
    return object.flag("always").orElse(false)
        ? script -> script.on(kind).always(fault)
        : script -> script.on(kind).next(times, fault);
  }

  private static EndpointKind kind(ScenarioObject object) {
    String name = object.text("endpoint").orElse("any");
    try {
      return EndpointKind.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          object.at("endpoint")
              + ": must be "
              + Arrays.stream(EndpointKind.values())
                  .map(one -> one.name().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(" or "))
              + ", was "
              + name,
          e);
    }
  }

  private static Map<String, Function<ScenarioObject, Fault>> factories() {
    Map<String, Function<ScenarioObject, Fault>> all = new TreeMap<>();
    all.put("status", ScenarioFaults::status);
    all.put(
        "retry_after", it -> Fault.retryAfter(it.integer("status", 429), it.requiredText("value")));
    all.put(
        "redirect", it -> Fault.redirect(it.integer("status", 302), it.requiredText("location")));
    all.put(
        "body",
        it ->
            Fault.body(
                it.text("body").orElse(""), it.text("content_type").orElse("application/json")));
    all.put("oauth_error", ScenarioFaults::oauthError);
    all.put("slow", it -> Fault.slow(millis(it, 1000)));
    all.put("drip", it -> Fault.drip(it.integer("bytes", 1), millis(it, 100)));
    all.put("drip_from_start", it -> Fault.dripFromStart(it.integer("bytes", 1), millis(it, 100)));
    all.put("cut", it -> Fault.cut(it.integer("bytes", 10)));
    all.put("close", it -> Fault.closeBeforeAnswer());
    all.put("lose_answer", it -> Fault.loseAnswer());
    all.put("reset", it -> Fault.reset());
    all.put("never_answer", it -> Fault.neverAnswer());
    all.put(
        "garbage",
        it -> Fault.garbage(it.text("body").orElse("garbage").getBytes(StandardCharsets.UTF_8)));
    all.put("huge_body", it -> Fault.hugeBody(it.number("bytes").orElse(100_000_000L)));
    all.put("gzip_bomb", it -> Fault.gzipBomb(it.number("bytes").orElse(1_000_000_000L)));
    all.put("endless_chunks", it -> Fault.endlessChunks());
    all.put("many_headers", it -> Fault.manyHeaders(it.integer("count", 10_000)));
    all.put("huge_header", it -> Fault.hugeHeader(it.integer("bytes", 1_000_000)));
    all.put("deep_json", it -> Fault.deepJson(it.integer("count", 10_000)));
    all.put("duplicate_keys", it -> Fault.duplicateKeys());
    return Collections.unmodifiableMap(all);
  }

  private static Fault status(ScenarioObject object) {
    ScenarioObject given = object.object("headers");
    Map<String, String> headers = new LinkedHashMap<>();
    given.all().keySet().forEach(name -> headers.put(name, given.requiredText(name)));
    return Fault.status(object.integer("status", 500), object.text("body").orElse(""), headers);
  }

  private static Fault oauthError(ScenarioObject object) {
    return Fault.oauthError(
        object.requiredText("error"),
        object.text("error_description").orElse("scripted"),
        object.text("suberror").orElse(null),
        object.text("claims").orElse(null),
        object.integers("error_codes"));
  }

  private static Duration millis(ScenarioObject object, long absent) {
    return Duration.ofMillis(object.number("millis").orElse(absent));
  }
}
