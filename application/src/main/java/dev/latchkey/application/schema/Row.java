package dev.latchkey.application.schema;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.JsonPieces;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenType;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row that is understood: what it says, whichever library wrote it. Rows are told apart by what
 * they say and never by their keys, which each library spells in its own way. Immutable.
 */
final class Row implements Member {

  static final String ASKED_IN = "latchkey_asked_in";
  static final String REQUESTED = "latchkey_requested";
  static final String EXACT = "latchkey_exact_scopes";
  static final String SESSION_CLIENT = "latchkey_client_id";
  static final String EXTENDED_KEY = "ext_cache_key";

  private static final String SET_APART = "-atext-";

  // 9999-12-31T23:59:59Z
  private static final long LAST_SECOND = 253_402_300_799L;

  // Every token of every person has these, so they do not tell what a token is good for.
  private static final Set<String> COMMON_SCOPES =
      Set.of("openid", "profile", "offline_access", "email");

  private final Section section;
  private final String key;
  private final JsonFields fields;
  private final Environment environment;
  private final @Nullable ClientId clientId;
  private final @Nullable HomeAccountId person;
  private final @Nullable PartitionKey partition;
  private final @Nullable String session;
  private final Realm realm;
  private final @Nullable Realm askedIn;
  private final @Nullable String familyId;
  private final int secretLength;
  private final Scopes target;
  private final Scopes requested;
  private final boolean isExact;
  private final TokenType type;
  private final @Nullable String keyId;
  private final @Nullable String extendedKey;
  private final long cachedAt;
  private final long expiresOn;
  private final long extendedExpiresOn;
  private final long refreshOn;

  private Row(Section section, String key, JsonFields fields, RowValues values) {
    this.section = section;
    this.key = key;
    this.fields = fields;
    this.environment = values.environment(fields.requiredText("environment"));
    this.session = textOrNull("user_assertion_hash");
    String client = textOrNull("client_id");
    if (client == null && section == Section.ACCOUNT && session != null) {
      client = textOrNull(SESSION_CLIENT);
    }
    this.clientId = client == null ? null : values.clientId(client);
    String home = textOrNull("home_account_id");
    PartitionKey.User user = home == null ? null : values.user(home);
    this.person = user == null ? null : user.homeAccountId();
    this.realm = values.realm(realmText());
    String asked = textOrNull(ASKED_IN);
    this.askedIn = asked == null ? null : values.realm(asked);
    this.familyId = textOrNull("family_id");
    this.secretLength = fields.length("secret");
    boolean isToken = section == Section.ACCESS_TOKEN;
    String scopes = isToken ? textOrNull("target") : null;
    this.target = scopes == null ? Scopes.none() : values.scopes(scopes);
    String wish = isToken ? fields.text(REQUESTED) : null;
    this.requested = wish == null ? target : values.scopes(wish);
    this.isExact = isToken && fields.flag(EXACT);
    String tokenType = isToken ? textOrNull("token_type") : null;
    this.type = tokenType == null ? TokenType.BEARER : values.type(tokenType);
    this.keyId = isToken ? boundTo() : null;
    this.extendedKey = isToken ? setApartBy() : null;
    this.expiresOn = isToken ? second("expires_on", -1) : -1;
    // Who does not say when a token came is taken to have written it when it had an hour to live.
    this.cachedAt =
        isToken
            ? Math.min(second("cached_at", Math.max(0, expiresOn - 3_600)), expiresOn)
            : second("last_modification_time", second("cached_at", 0));
    this.extendedExpiresOn = isToken ? second("extended_expires_on", expiresOn) : -1;
    this.refreshOn = isToken ? second("refresh_on", -1) : -1;
    requireUsable();
    this.partition = partition(user);
  }

  private @Nullable PartitionKey partition(PartitionKey.@Nullable User user) {
    if (section == Section.APP_METADATA) {
      return null;
    }
    if (session != null) {
      return new PartitionKey.Obo(Objects.requireNonNull(clientId), session);
    }
    return user != null
        ? user
        : new PartitionKey.App(
            Objects.requireNonNull(clientId), environment, askedIn == null ? realm : askedIn);
  }

  /** {@return what a row says, or null if it cannot be understood} */
  static @Nullable Row read(Section section, String key, JsonFields fields, RowValues values) {
    try {
      return new Row(section, key, fields, values);
    } catch (IllegalArgumentException e) {
      // Somebody else may understand it, so it stays where it is.
      return null;
    }
  }

  /** {@return the environment that stands for a host and its aliases} */
  static Environment environment(String host) {
    Environment said = new Environment(host);
    Optional<Cloud> cloud = Cloud.ofHost(host);
    return cloud.isPresent() && cloud.get().hosts().contains(said.value())
        ? new Environment(cloud.get().cacheHost())
        : said;
  }

  private @Nullable String textOrNull(String name) {
    String text = fields.text(name);
    return text == null || text.isEmpty() ? null : text;
  }

  private String realmText() {
    String text = fields.text("realm");
    if (text == null || text.isEmpty()) {
      return "ADFS".equals(fields.text("authority_type")) ? "adfs" : "";
    }
    return text;
  }

  private @Nullable String boundTo() {
    String id = textOrNull("key_id");
    return id != null ? id : textOrNull("kid");
  }

  private @Nullable String setApartBy() {
    String extended = textOrNull(EXTENDED_KEY);
    if (extended == null && isSetApart(key)) {
      throw new IllegalArgumentException("it is set apart by something that it does not tell");
    }
    return extended;
  }

  private static boolean isSetApart(String key) {
    for (int at = key.indexOf('-'); at >= 0; at = key.indexOf('-', at + 1)) {
      // The dash behind it comes first: it tells most others apart.
      int end = at + SET_APART.length() - 1;
      if (end < key.length()
          && key.charAt(end) == '-'
          && key.regionMatches(true, at, SET_APART, 0, SET_APART.length())) {
        return true;
      }
    }
    return false;
  }

  private long second(String name, long otherwise) {
    OptionalLong value = fields.number(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    if (value.getAsLong() < 0 || value.getAsLong() > LAST_SECOND) {
      throw new IllegalArgumentException("member " + name + " is no time from 1970 to 9999");
    }
    return value.getAsLong();
  }

  private void requireUsable() {
    boolean isWhole =
        switch (section) {
          case ACCESS_TOKEN -> clientId != null && secretLength > 0 && expiresOn >= 0;
          case REFRESH_TOKEN, ID_TOKEN -> clientId != null && secretLength > 0 && person != null;
          case ACCOUNT -> person != null && (session == null || clientId != null);
          case APP_METADATA -> clientId != null;
        };
    String kind = fields.text("credential_type");
    if (!isWhole || kind != null && !isKnown(kind)) {
      throw new IllegalArgumentException("it lacks what a row of " + section.title() + " has");
    }
    if (extendedExpiresOn - cachedAt > LAST_SECOND / 100) {
      throw new IllegalArgumentException("it lives longer than any token");
    }
  }

  private boolean isKnown(String kind) {
    return kind.equalsIgnoreCase(section.title())
        || section == Section.ACCESS_TOKEN
            && (kind.equalsIgnoreCase("AccessToken_With_AuthScheme")
                    && (!type.equals(TokenType.BEARER) || keyId != null)
                || kind.equalsIgnoreCase("ATExt") && fields.has(EXTENDED_KEY));
  }

  /** {@return whether the row is one of a partition's} */
  boolean belongsTo(PartitionKey partition) {
    if (partition instanceof PartitionKey.Obo obo) {
      return obo.sessionKey().equals(session) && obo.clientId().equals(clientId);
    }
    if (session != null) {
      return false;
    }
    if (partition instanceof PartitionKey.User user) {
      return user.homeAccountId().equals(person);
    }
    PartitionKey.App app = (PartitionKey.App) partition;
    return section == Section.ACCESS_TOKEN
        && person == null
        && app.clientId().equals(clientId)
        && app.environment().equals(environment)
        && (isSame(app.realm(), realm) || askedIn != null && isSame(app.realm(), askedIn));
  }

  /** {@return the partition that a row is looked for in first; null for what belongs to all} */
  @Nullable PartitionKey partition() {
    return partition;
  }

  /**
   * {@return whether two rows are about the same, so that the newer makes the other superfluous}
   */
  boolean isAboutTheSameAs(Row other) {
    if (section != other.section
        || !environment.equals(other.environment)
        || !Objects.equals(person, other.person)
        || !Objects.equals(session, other.session)) {
      return false;
    }
    boolean isSameClient = Objects.equals(clientId, other.clientId);
    return switch (section) {
      case REFRESH_TOKEN -> isSameClient || familyId != null && familyId.equals(other.familyId);
      case APP_METADATA -> isSameClient;
      case ACCOUNT -> isSame(realm, other.realm);
      case ID_TOKEN -> isSameClient && isSame(realm, other.realm);
      case ACCESS_TOKEN ->
          isSameClient
              && isSame(realm, other.realm)
              && type.equals(other.type)
              && Objects.equals(keyId, other.keyId)
              && Objects.equals(extendedKey, other.extendedKey)
              && (isOneTarget(other) || overlaps(other));
    };
  }

  private static boolean isSame(Realm one, Realm other) {
    return one.value().equalsIgnoreCase(other.value());
  }

  private boolean isOneTarget(Row other) {
    return target.text().equalsIgnoreCase(other.target.text());
  }

  private boolean overlaps(Row other) {
    if (comparesExactly() || other.comparesExactly()) {
      return false;
    }
    for (String scope : target) {
      if (!COMMON_SCOPES.contains(scope)) {
        for (String wanted : other.target) {
          if (scope.equalsIgnoreCase(wanted)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** {@return whether time has ended an access token, for good} */
  boolean isSpentAt(Instant now) {
    return end() < now.getEpochSecond();
  }

  /** {@return the last second of an access token; of others there is none} */
  long end() {
    return section == Section.ACCESS_TOKEN
        ? Math.max(expiresOn, extendedExpiresOn)
        : Long.MAX_VALUE;
  }

  Section section() {
    return section;
  }

  @Override
  public String key() {
    return key;
  }

  /** {@return the same row under another key} */
  Row under(String other) {
    return Objects.requireNonNull(read(section, other, fields, new RowValues()));
  }

  JsonFields fields() {
    return fields;
  }

  @Override
  public void write(JsonPieces json) {
    json.put(key, fields);
  }

  Environment environment() {
    return environment;
  }

  ClientId clientId() {
    return Objects.requireNonNull(clientId);
  }

  @Nullable HomeAccountId person() {
    return person;
  }

  @Nullable String session() {
    return session;
  }

  Realm realm() {
    return realm;
  }

  @Nullable Realm askedIn() {
    return askedIn;
  }

  @Nullable String familyId() {
    return familyId;
  }

  /** {@return the secret; of a long document, a copy} */
  Secret secret() {
    return Secret.of(fields.requiredText("secret"));
  }

  int secretLength() {
    return secretLength;
  }

  boolean hasTheSecretOf(Row other) {
    return secretLength == other.secretLength
        && (secretLength == 0 || secret().equals(other.secret()));
  }

  Scopes target() {
    return target;
  }

  Scopes requested() {
    return requested;
  }

  boolean comparesExactly() {
    return isExact;
  }

  TokenType type() {
    return type;
  }

  @Nullable String keyId() {
    return keyId;
  }

  @Nullable String extendedKey() {
    return extendedKey;
  }

  /** {@return when it came, in seconds; 0 if that is not told} */
  long cachedAt() {
    return cachedAt;
  }

  long expiresOn() {
    return expiresOn;
  }

  long extendedExpiresOn() {
    return extendedExpiresOn;
  }

  /** {@return when the server wants it refreshed, in seconds; -1 if that is not told} */
  long refreshOn() {
    return refreshOn;
  }

  String text(String name) {
    String text = fields.text(name);
    return text == null ? "" : text;
  }

  /** {@return the section: the rest names people, or is secret} */
  @Override
  public String toString() {
    return "Row[" + section.title() + "]";
  }
}
