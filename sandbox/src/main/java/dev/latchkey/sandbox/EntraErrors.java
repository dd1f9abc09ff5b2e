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
    Refusal.Reason reason = refusal.reason();
    return answer(
        request, reason.entraStatus(), reason.entraError(), reason.code(), refusal.text());
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
