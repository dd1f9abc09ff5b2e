package dev.latchkey.application.region;

import dev.latchkey.application.cache.ExpiringMap;
import dev.latchkey.application.flight.Turnstile;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.id.RegionName;
import dev.latchkey.domain.token.RegionUse;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.system.EnvironmentReader;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which region the application runs in: from the environment, else from the machine's
 * metadata service, which is given two seconds. Remembers a region for a day, and for an hour that
 * there is none.
 */
final class RegionDetection {

  private static final String VARIABLE = "REGION_NAME";
  private static final String SERVICE =
      "http://169.254.169.254/metadata/instance/compute?api-version=";
  private static final String VERSION = "2021-02-01";
  private static final Pattern VERSION_SHAPE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final HttpHeaders FIELDS = HttpHeaders.none().with("metadata", "true");

  // There is one machine, so there is one key.
  private static final String HERE = "here";

  private final EnvironmentReader environment;
  private final ExpiringMap<String, RegionFinding> found;
  private final ExpiringMap<String, RegionFinding> missed;
  private final Turnstile<String> turnstile = new Turnstile<>();

  RegionDetection(EnvironmentReader environment, TimeSource time) {
    this.environment = environment;
    this.found = new ExpiringMap<>(1, Duration.ofDays(1), time);
    this.missed = new ExpiringMap<>(1, Duration.ofHours(1), time);
  }

  RegionFinding find(Conversation conversation) {
    Optional<RegionName> told =
        environment.variable(VARIABLE).flatMap(text -> Regions.named(VARIABLE, text));
    if (told.isPresent()) {
      return RegionFinding.of(RegionUse.Source.ENVIRONMENT, told.get());
    }
    RegionFinding known = known();
    return known != null
        ? known
        : turnstile.pass(
            HERE,
            conversation.context().deadline(),
            () -> {
              RegionFinding meanwhile = known();
              return meanwhile != null ? meanwhile : ask(conversation);
            });
  }

  private @Nullable RegionFinding known() {
    RegionFinding region = found.get(HERE);
    return region != null ? region : missed.get(HERE);
  }

  private RegionFinding ask(Conversation conversation) {
    RegionFinding finding;
    try {
      finding = read(answer(conversation));
    } catch (TransportException e) {
      finding = RegionFinding.none("the metadata service cannot be reached (" + e.reason() + ")");
    }
    (finding.region() == null ? missed : found).put(HERE, finding);
    return finding;
  }

  // A service that no longer knows the version says which it knows, the newest first.
  private static HttpResponse answer(Conversation conversation) {
    Deadline deadline = conversation.context().deadline().within(PATIENCE);
    HttpResponse first = conversation.getWithin(PATIENCE, service(VERSION), FIELDS);
    Duration left = deadline.remaining();
    return newestVersion(first)
        .filter(version -> !left.isZero())
        .map(version -> conversation.getWithin(left, service(version), FIELDS))
        .orElse(first);
  }

  private static URI service(String version) {
    return URI.create(SERVICE + version);
  }

  private static Optional<String> newestVersion(HttpResponse answer) {
    if (answer.status() != 400) {
      return Optional.empty();
    }
    try {
      List<String> known = StrictJson.object(answer.bodyText()).texts("newest-versions");
      return Stream.ofNullable(known)
          .flatMap(List::stream)
          .filter(it -> VERSION_SHAPE.matcher(it).matches() && !it.equals(VERSION))
          .findFirst();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static RegionFinding read(HttpResponse answer) {
    if (answer.status() != 200) {
      return RegionFinding.none("the metadata service answered " + answer.status());
    }
    try {
      return RegionFinding.of(
          RegionUse.Source.METADATA_SERVICE,
          new RegionName(StrictJson.object(answer.bodyText()).requiredText("location")));
    } catch (IllegalArgumentException e) {
      return RegionFinding.none("the metadata service names no region");
    }
  }
}
