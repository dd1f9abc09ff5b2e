package dev.latchkey.application.chain;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.application.request.AppToken;
import dev.latchkey.application.request.AppTokenContext;
import dev.latchkey.application.request.AppTokenProvider;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.CredentialUnavailableException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.OutsideText;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.spi.system.ProcessResult;
import dev.latchkey.spi.system.ProcessRunner;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tokens of the person who has signed in to the Azure CLI, asked of that program. */
public final class AzureCli implements AppTokenProvider {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration LONGEST_LIFE = Duration.ofDays(2);
  private static final String DEFAULT = "/.default";
  private static final int LONGEST_WORDS = 300;

  // Nothing that a program could take for an option, and nothing that it could take apart.
  private static final Pattern SCOPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,1999}");
  private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,253}");
  private static final Pattern SUBSCRIPTION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}");
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,65536}");

  private final ProcessRunner processes;
  private final Realm ownTenant;
  private final @Nullable String subscription;
  private final TimeSource time;

  /**
   * Asks the program.
   *
   * @param processes runs it
   * @param ownTenant stands for the tenant that the person signed in to
   * @param subscription the subscription whose account is used, or null for the one that is chosen
   * @param time limits it, and tells how long its tokens live
   * @throws IllegalArgumentException if the subscription has characters that none has
   */
  public AzureCli(
      ProcessRunner processes, Realm ownTenant, @Nullable String subscription, TimeSource time) {
    this.processes = Objects.requireNonNull(processes, "processes");
    this.ownTenant = Objects.requireNonNull(ownTenant, "own tenant");
    this.subscription =
        subscription == null ? null : checked("subscription", subscription, SUBSCRIPTION);
    this.time = Objects.requireNonNull(time, "time");
  }

  @Override
  public AppToken token(AppTokenContext context) {
    if (context.claims().isPresent()) {
      throw new CredentialUnavailableException(
          "the Azure CLI cannot pass a claims challenge on; sign in anew with az login"
              + " --claims-challenge");
    }
    ProcessResult result =
        processes.run(command(context), Map.of(), Deadline.after(LIMIT, time), Cancellation.none());
    if (result.exitCode() != 0) {
      throw failure(result);
    }
    return read(result.output());
  }

  private List<String> command(AppTokenContext context) {
    List<String> command =
        new ArrayList<>(List.of("az", "account", "get-access-token", "--output", "json"));
    String scope = checked("scope", onlyOne(context), SCOPE);
    if (scope.endsWith(DEFAULT)) {
      command.add("--resource");
      command.add(scope.substring(0, scope.length() - DEFAULT.length()));
    } else {
      command.add("--scope");
      command.add(scope);
    }
    if (!context.realm().equals(ownTenant)) {
      command.add("--tenant");
      command.add(checked("tenant", context.realm().value(), TENANT));
    }
    if (subscription != null) {
      command.add("--subscription");
      command.add(subscription);
    }
    return command;
  }

  private static String onlyOne(AppTokenContext context) {
    List<String> scopes = context.scopes().values();
    if (scopes.size() != 1) {
      throw new IllegalArgumentException(
          "the Azure CLI gives tokens for one scope at a time; " + scopes.size() + " were given");
    }
    return scopes.get(0);
  }

  private static String checked(String what, String value, Pattern allowed) {
    if (!allowed.matcher(value).matches()) {
      throw new IllegalArgumentException(
          what + " has characters that are not passed on to the Azure CLI");
    }
    return value;
  }

  private static RuntimeException failure(ProcessResult result) {
    String said = result.errors().toLowerCase(Locale.ROOT);
    if (said.contains("az login") || said.contains("az account set")) {
      return new CredentialUnavailableException(
          "nobody is signed in to the Azure CLI; run az login");
    }
    return unusable(
        "failed with exit code "
            + result.exitCode()
            + ": "
            + OutsideText.line(OutsideText.withoutPersonalData(result.errors()), LONGEST_WORDS));
  }

  private static ServiceException unusable(String what) {
    return new ServiceException("the Azure CLI " + what, FailureDetails.none(), null);
  }

  @SuppressWarnings("UnusedException") // what the parser saw may be a token
  private AppToken read(String output) {
    try {
      JsonFields fields = StrictJson.object(output.strip());
      String token = fields.requiredText("accessToken");
      if (!TOKEN.matcher(token).matches()) {
        throw unusable("gave a token that no header may have");
      }
      String type = fields.text("tokenType");
      if (type != null && !type.equalsIgnoreCase("Bearer")) {
        throw unusable("gave a token of another type than Bearer");
      }
      return AppToken.of(Secret.of(token), life(fields.number("expires_on")));
    } catch (IllegalArgumentException e) {
      throw unusable("answered with something else than it documents");
    }
  }

  // What it says in expiresOn is local time, which nobody can read twice a year.
  private Duration life(OptionalLong expiresOn) {
    if (expiresOn.isEmpty()) {
      throw unusable("does not say in expires_on when its token ends; update it to 2.54 or later");
    }
    long now = time.instant().getEpochSecond();
    long left = expiresOn.getAsLong() - now;
    if (left <= 0) {
      throw unusable("gave a token that has expired; is the clock right?");
    }
    if (left > LONGEST_LIFE.toSeconds()) {
      throw unusable(
          "gave a token that is said to live for more than " + LONGEST_LIFE.toDays() + " days");
    }
    return Duration.ofSeconds(left);
  }
}
