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
import dev.latchkey.spi.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which region the application runs in: from the environment, else from the machine's
 * metadata service, which is given two seconds. Remembers a region for a day, and for an hour that
 * there is none.
 */
final class RegionDetection {

  private static final String VARIABLE = "REGION_NAME";
  private static final URI SERVICE =
      URI.create("http://169.254.169.254/metadata/instance/compute?api-version=2021-02-01");
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
      finding = read(conversation.getWithin(PATIENCE, SERVICE, FIELDS));
    } catch (TransportException e) {
      finding = RegionFinding.none("the metadata service cannot be reached (" + e.reason() + ")");
    }
    (finding.region() == null ? missed : found).put(HERE, finding);
    return finding;
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
