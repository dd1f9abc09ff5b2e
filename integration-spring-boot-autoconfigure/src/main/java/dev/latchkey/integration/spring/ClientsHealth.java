package dev.latchkey.integration.spring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** What the last acquisitions of the clients say of them. Sends nothing, and waits for nothing. */
final class ClientsHealth implements HealthIndicator {

  private final ClientRecords records;

  ClientsHealth(ClientRecords records) {
    this.records = records;
  }

  @Override
  public Health health() {
    Status worst = Status.UNKNOWN;
    Health.Builder health = new Health.Builder();
    for (Map.Entry<String, ClientRecord> client : records.all().entrySet()) {
      Map<String, String> told = told(client.getValue());
      health.withDetail(client.getKey(), told);
      worst = worse(worst, new Status(told.getOrDefault("status", "")));
    }
    return health.status(worst).build();
  }

  private static Map<String, String> told(ClientRecord record) {
    Map<String, String> told = new LinkedHashMap<>();
    ClientRecord.Entry last = record.last().orElse(null);
    if (last == null) {
      told.put("status", Status.UNKNOWN.getCode());
      return told;
    }
    told.put("status", (last.error().isEmpty() ? Status.UP : Status.DOWN).getCode());
    last.error().ifPresent(it -> told.put("error", it));
    last.correlationId().ifPresent(it -> told.put("correlationId", it));
    return told;
  }

  private static Status worse(Status one, Status other) {
    return one.equals(Status.DOWN) || other.equals(Status.UNKNOWN) ? one : other;
  }
}
