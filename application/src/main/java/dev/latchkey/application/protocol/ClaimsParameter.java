package dev.latchkey.application.protocol;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.JsonText;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.application.request.CallOptions;
import dev.latchkey.application.request.ClaimsChallenge;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parameter {@code claims}: what a resource asked for, what the application asks for,
 * and what the client can do (Entra). The only place that puts them together. Immutable.
 */
public final class ClaimsParameter {

  private static final String ACCESS_TOKEN = "access_token";
  private static final String CAPABILITIES = "xms_cc";

  private final List<String> capabilities;

  /**
   * Writes for one client.
   *
   * @param capabilities what it can do, such as {@code CP1}; empty for nothing to tell
   */
  public ClaimsParameter(List<String> capabilities) {
    this.capabilities = List.copyOf(capabilities);
  }

  /**
   * Writes the parameter of a request for a person's token.
   *
   * @param options what the request says
   * @return one JSON object; null if there is nothing to say
   */
  public @Nullable String of(CallOptions options) {
    return of(options.claimsFromClient().orElse(null), options.claims().orElse(null));
  }

  /**
   * Writes the parameter. What nothing is added to is passed on as it came.
   *
   * @param own what the application asks for by itself, or null
   * @param challenge what a resource asked for, or null; it wins over the application
   * @return one JSON object; null if there is nothing to say
   */
  public @Nullable String of(@Nullable ClaimsChallenge own, @Nullable ClaimsChallenge challenge) {
    ClaimsChallenge asked = ClaimsChallenge.joined(own, challenge);
    if (capabilities.isEmpty()) {
      return asked == null ? null : asked.json();
    }
    JsonFields members = StrictJson.object(asked == null ? "{}" : asked.json());
    JsonFields accessToken = members.object(ACCESS_TOKEN);
    JsonText told = accessToken == null ? new JsonText() : new JsonText().putAll(accessToken);
    // What the client can do is for the client to say: a challenge's own word of it goes.
    told.put(CAPABILITIES, new JsonText().put("values", capabilities));
    return new JsonText().putAll(members).put(ACCESS_TOKEN, told).text();
  }
}
