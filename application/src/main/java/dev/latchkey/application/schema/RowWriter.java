package dev.latchkey.application.schema;

import dev.latchkey.application.json.JsonText;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.AccountRecord;
import dev.latchkey.domain.cache.AppMetadata;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.IdToken;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.cache.RefreshToken;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.ScopeMatching;
import dev.latchkey.domain.token.TokenType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the entries of one partition as rows, under the keys that most of the family use. */
final class RowWriter {

  private final PartitionKey partition;
  private final @Nullable String session;
  private final RowValues values = new RowValues();

  private RowWriter(PartitionKey partition) {
    this.partition = partition;
    this.session = partition instanceof PartitionKey.Obo obo ? obo.sessionKey() : null;
  }

  static List<Row> rows(CachePartition partition) {
    RowWriter writer = new RowWriter(partition.key());
    List<Row> rows = new ArrayList<>();
    partition.accessTokens().forEach(it -> rows.add(writer.row(it)));
    partition.refreshTokens().forEach(it -> rows.add(writer.row(it)));
    partition.idTokens().forEach(it -> rows.add(writer.row(it)));
    partition.accountRecords().forEach(it -> rows.add(writer.row(it)));
    partition.applications().forEach(it -> rows.add(writer.row(it)));
    return rows;
  }

  private Row row(AccessToken token) {
    HomeAccountId person = token.account() == null ? null : token.account().homeAccountId();
    Realm realm = token.result().realm();
    TokenType type = token.result().tokenType();
    String bound = token.keyId();
    String extended = token.extendedKey();
    // Of a bound bearer token (RFC 8705) the others must not think that it is one for everybody.
    boolean isPlain = type.equals(TokenType.BEARER) && bound == null;
    String kind = isPlain ? "AccessToken" : "AccessToken_With_AuthScheme";
    String scopes = token.granted().text();
    JsonText row =
        credential(kind, token.result().accessToken().reveal(), person, token.environment().value())
            .put("client_id", token.clientId().value())
            .put("target", scopes)
            .put("realm", realm.value())
            .put("token_type", type.value())
            .put("cached_at", seconds(token.lifetime().receivedAt()))
            .put("expires_on", seconds(token.lifetime().expiresAt()))
            .put("extended_expires_on", seconds(token.lifetime().extendedExpiresAt()));
    token.lifetime().refreshAt().ifPresent(at -> row.put("refresh_on", seconds(at)));
    if (bound != null) {
      row.put("key_id", bound);
    }
    if (extended != null) {
      row.put(Row.EXTENDED_KEY, extended);
    }
    if (!token.requested().equals(token.granted())) {
      row.put(Row.REQUESTED, token.requested().text());
    }
    if (token.matching() == ScopeMatching.EXACT) {
      row.put(Row.EXACT, true);
    }
    Realm asked = partition instanceof PartitionKey.App app ? app.realm() : token.askedIn();
    if (asked != null && !asked.equals(realm)) {
      row.put(Row.ASKED_IN, asked.value());
    }
    String typePart = isPlain && extended != null ? "atext" : kind;
    String scheme = isPlain ? null : joined(type.value(), bound == null ? "" : bound);
    String both = scheme == null || extended == null ? null : joined(scheme, extended);
    String one = scheme == null ? extended : scheme;
    String suffix = both == null ? one : both;
    return read(
        Section.ACCESS_TOKEN,
        suffix == null
            ? key(
                person,
                token.environment().value(),
                typePart,
                token.clientId().value(),
                realm.value(),
                scopes)
            : key(
                person,
                token.environment().value(),
                typePart,
                token.clientId().value(),
                realm.value(),
                scopes,
                suffix),
        row);
  }

  private Row row(RefreshToken token) {
    String client = token.clientId().value();
    JsonText row =
        credential(
                Section.REFRESH_TOKEN.title(),
                token.secret().reveal(),
                token.homeAccountId(),
                token.environment().value())
            .put("client_id", client)
            .put("last_modification_time", seconds(token.lastModifiedAt()));
    if (token.familyId() != null) {
      row.put("family_id", token.familyId());
    }
    return read(
        Section.REFRESH_TOKEN,
        key(
            token.homeAccountId(),
            token.environment().value(),
            Section.REFRESH_TOKEN.inKeys(),
            token.familyId() == null ? client : token.familyId(),
            "",
            ""),
        row);
  }

  private Row row(IdToken token) {
    String client = token.clientId().value();
    return read(
        Section.ID_TOKEN,
        key(
            token.homeAccountId(),
            token.environment().value(),
            Section.ID_TOKEN.inKeys(),
            client,
            token.realm().value(),
            ""),
        credential(
                Section.ID_TOKEN.title(),
                token.secret().reveal(),
                token.homeAccountId(),
                token.environment().value())
            .put("client_id", client)
            .put("realm", token.realm().value()));
  }

  private Row row(AccountRecord record) {
    HomeAccountId person = record.account().homeAccountId();
    String environment = record.account().environment().value();
    String realm = record.realm().value();
    JsonText row =
        new JsonText()
            .put("home_account_id", person.value())
            .put("environment", environment)
            .put("realm", realm)
            .put("local_account_id", record.localAccountId())
            .put("username", record.account().username())
            .put("authority_type", authorityType(realm));
    if (record.source() != null) {
      row.put("account_source", record.source());
    }
    if (partition instanceof PartitionKey.Obo obo) {
      row.put("user_assertion_hash", obo.sessionKey())
          .put(Row.SESSION_CLIENT, obo.clientId().value());
    }
    return read(Section.ACCOUNT, key(person, environment, realm), row);
  }

  // ADFS is the one realm that is always called so; other OpenID providers have a path, or nothing.
  private static String authorityType(String realm) {
    if (realm.equals("adfs")) {
      return "ADFS";
    }
    return realm.isEmpty() || realm.startsWith("/") ? "Generic" : "MSSTS";
  }

  private Row row(AppMetadata application) {
    String client = application.clientId().value();
    String environment = application.environment().value();
    JsonText row = new JsonText().put("client_id", client).put("environment", environment);
    if (application.familyId() != null) {
      row.put("family_id", application.familyId());
    }
    // The one key whose letter case is kept.
    return read(
        Section.APP_METADATA, joined(Section.APP_METADATA.inKeys(), environment, client), row);
  }

  private JsonText credential(
      String kind, String secret, @Nullable HomeAccountId person, String environment) {
    JsonText row = new JsonText().put("credential_type", kind).put("secret", secret);
    if (person == null) {
      row.putNull("home_account_id");
    } else {
      row.put("home_account_id", person.value());
    }
    row.put("environment", environment);
    return session == null ? row : row.put("user_assertion_hash", session);
  }

  private String key(@Nullable HomeAccountId person, String... parts) {
    String rest = joined(parts);
    String holder = person == null ? "" : person.value();
    return joined(holder, session == null ? rest : joined(rest, session)).toLowerCase(Locale.ROOT);
  }

  private static String joined(String... parts) {
    return String.join("-", parts);
  }

  private static String seconds(Instant time) {
    return Long.toString(time.getEpochSecond());
  }

  // What is written here is read by the same rules as what others wrote.
  private Row read(Section section, String key, JsonText row) {
    return Objects.requireNonNull(
        Row.read(section, key, row.compact(), values),
        () -> "unreadable row of " + section.title());
  }
}
