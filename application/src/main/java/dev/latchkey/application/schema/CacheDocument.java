package dev.latchkey.application.schema;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.JsonText;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.token.Moment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A token cache in the unified schema, with everything in it, whoever wrote it: what is not
 * understood stays where it is. Immutable.
 */
public final class CacheDocument {

  // A hundred thousand tokens of usual length have half of it.
  private static final int LONGEST = 512 << 20;

  private static final CacheDocument EMPTY =
      new CacheDocument(new JsonText().fields(), new EnumMap<>(Section.class), List.of());

  private final JsonFields root;
  private final Map<Section, JsonFields> sections;
  private final List<Row> rows;

  private CacheDocument(JsonFields root, Map<Section, JsonFields> sections, List<Row> rows) {
    this.root = root;
    this.sections = sections;
    this.rows = rows;
  }

  /** {@return a document with nothing in it} */
  public static CacheDocument empty() {
    return EMPTY;
  }

  /**
   * Reads a document. Rows that cannot be understood are kept and not looked at.
   *
   * @param bytes UTF-8; none at all, or blanks, are an empty document
   * @return the document
   * @throws CacheException if it is no document; the message shows nothing of it
   */
  public static CacheDocument parse(byte[] bytes) {
    try {
      return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw unreadable("it is not UTF-8");
    }
  }

  /**
   * Reads a document. Rows that cannot be understood are kept and not looked at.
   *
   * @param text JSON; nothing, or blanks, are an empty document
   * @return the document
   * @throws CacheException if it is no document; the message shows nothing of it
   */
  public static CacheDocument parse(String text) {
    // Some editors put a mark before the text that JSON does not know.
    String json = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (json.isBlank()) {
      return EMPTY;
    }
    try {
      return of(StrictJson.object(json, LONGEST));
    } catch (IllegalArgumentException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static CacheException unreadable(String why) {
    return new CacheException(
        CacheException.Reason.UNREADABLE,
        "the stored token cache cannot be read: " + why,
        FailureDetails.none(),
        null);
  }

  private static CacheDocument of(JsonFields root) {
    Map<Section, JsonFields> sections = new EnumMap<>(Section.class);
    List<Row> rows = new ArrayList<>();
    for (Section section : Section.values()) {
      JsonFields content = root.object(section.title());
      if (content != null) {
        sections.put(section, content);
        for (String key : content.names()) {
          JsonFields fields = content.objectOrNull(key);
          Row row = fields == null ? null : Row.read(section, key, fields);
          if (row != null) {
            rows.add(row);
          }
        }
      }
    }
    return new CacheDocument(root, sections, List.copyOf(rows));
  }

  /** {@return whose rows it has} */
  public Set<PartitionKey> partitions() {
    Set<PartitionKey> partitions = new LinkedHashSet<>();
    for (Row row : rows) {
      PartitionKey partition = row.partition();
      if (partition != null) {
        partitions.add(partition);
      }
    }
    return partitions;
  }

  /**
   * Makes a partition of the rows that belong to it.
   *
   * @param key whose
   * @param decoding makes entries of rows
   * @param now the present
   * @return the partition; empty if there is no row of it
   */
  public CachePartition partition(PartitionKey key, Decoding decoding, Moment now) {
    return new EntryReader(decoding, now).partition(key, rowsOf(key));
  }

  /**
   * Makes every partition that has rows.
   *
   * @param decoding makes entries of rows
   * @param now the present
   * @return the partitions
   */
  public List<CachePartition> all(Decoding decoding, Moment now) {
    Map<PartitionKey, List<Row>> byPartition = new LinkedHashMap<>();
    List<Row> common = new ArrayList<>();
    for (Row row : rows) {
      PartitionKey partition = row.partition();
      if (partition == null) {
        common.add(row);
      } else {
        byPartition.computeIfAbsent(partition, it -> new ArrayList<>()).add(row);
      }
    }
    EntryReader reader = new EntryReader(decoding, now);
    List<CachePartition> all = new ArrayList<>();
    byPartition.forEach(
        (key, own) -> {
          if (!(key instanceof PartitionKey.App)) {
            own.addAll(common);
          }
          all.add(reader.partition(key, own));
        });
    return all;
  }

  // What is known of applications belongs to everybody who has rows of theirs.
  private List<Row> rowsOf(PartitionKey key) {
    boolean isApp = key instanceof PartitionKey.App;
    return rows.stream()
        .filter(row -> row.belongsTo(key) || !isApp && row.section() == Section.APP_METADATA)
        .toList();
  }

  /**
   * Puts a partition in the place of what the document has of it. Rows that say what they said
   * before are left as they are, letter for letter; rows about the same as another are dropped, and
   * so are tokens that time has ended.
   *
   * @param partition all that is to be known of its holder
   * @param now the present
   * @return a document with it
   */
  public CacheDocument with(CachePartition partition, Instant now) {
    Map<Section, JsonFields> changed =
        new PartitionChange(rows, sections, rowsOf(partition.key()), now)
            .to(RowWriter.rows(partition));
    if (changed.isEmpty()) {
      return this;
    }
    JsonText next = new JsonText().putAll(root);
    changed.forEach((section, content) -> next.put(section.title(), content));
    return of(next.fields());
  }

  /** {@return whether there is nothing in it that a token or a person could be found by} */
  public boolean hasNoTokens() {
    return rows.stream().allMatch(row -> row.section() == Section.APP_METADATA);
  }

  /** {@return when the last access token ends; the distant past if there is none} */
  public Instant lastExpiry() {
    long last =
        rows.stream()
            .filter(row -> row.section() == Section.ACCESS_TOKEN)
            .mapToLong(row -> Math.max(row.expiresOn(), row.extendedExpiresOn()))
            .max()
            .orElse(0);
    return Instant.ofEpochSecond(last);
  }

  /** {@return whether it has a refresh token} */
  public boolean hasRefreshTokens() {
    return rows.stream().anyMatch(row -> row.section() == Section.REFRESH_TOKEN);
  }

  /** {@return JSON; it holds secrets} */
  public String text() {
    return new JsonText().putAll(root).text();
  }

  /** {@return how many rows are understood: the rest is secret, or names people} */
  @Override
  public String toString() {
    return "CacheDocument[rows=" + rows.size() + "]";
  }
}
