package dev.latchkey.sandbox;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refuses as Entra does: numbers, ids and the time, in members and in the description. */
final class EntraErrors implements ErrorDialect {

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Clock clock;

  EntraErrors(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Answer answer(RecordedRequest request, Refusal refusal) {
    Map<String, Object> members = members(request, refusal);
    refusal.suberror().ifPresent(text -> members.put("suberror", text));
    refusal.claims().ifPresent(text -> members.put("claims", text));
    return Answer.json(refusal.reason().entraStatus(), members);
  }

  @Override
  public Map<String, String> parameters(RecordedRequest request, Refusal refusal) {
    Map<String, String> parameters = new LinkedHashMap<>();
    // At the authorization endpoint these have codes of their own (OpenID Connect Core, 3.1.2.6).
    parameters.put("error", refusal.realmError());
    parameters.put(
        "error_description", String.valueOf(members(request, refusal).get("error_description")));
    if (refusal.reason() == Refusal.Reason.DECLINED) {
      parameters.put("error_subcode", "cancel");
    }
    refusal.suberror().ifPresent(text -> parameters.put("suberror", text));
    refusal.claims().ifPresent(text -> parameters.put("claims", text));
    return parameters;
  }

  private Map<String, Object> members(RecordedRequest request, Refusal refusal) {
    int code = refusal.code();
    String text = "AADSTS" + code + ": " + refusal.text();
    return members(request, refusal.entraError(), text, code);
  }

  Answer answer(RecordedRequest request, int status, String error, int code, String text) {
    return Answer.json(status, members(request, error, "AADSTS" + code + ": " + text, code));
  }

  Answer scripted(
      RecordedRequest request,
      String error,
      String description,
      @Nullable String suberror,
      @Nullable String claims,
      int... codes) {
    boolean numbered = codes.length == 0 || description.startsWith("AADSTS");
    String text = numbered ? description : "AADSTS" + codes[0] + ": " + description;
    Map<String, Object> members = members(request, error, text, codes);
    if (suberror != null) {
      members.put("suberror", suberror);
    }
    if (claims != null) {
      members.put("claims", claims);
    }
    return Answer.json(400, members);
  }

  private Map<String, Object> members(
      RecordedRequest request, String error, String description, int... codes) {
    String time = TIMESTAMP.format(clock.instant());
    List<Integer> numbers = Arrays.stream(codes).boxed().toList();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("error", error);
    members.put(
        "error_description",
        "%s Trace ID: %s Correlation ID: %s Timestamp: %s"
            .formatted(description, request.traceId(), request.correlationId(), time));
    members.put("error_codes", numbers);
    members.put("timestamp", time);
    members.put("trace_id", request.traceId().toString());
    members.put("correlation_id", request.correlationId().toString());
    if (codes.length > 0) {
      members.put("error_uri", "https://login.microsoftonline.com/error?code=" + codes[0]);
    }
    return members;
  }
}
