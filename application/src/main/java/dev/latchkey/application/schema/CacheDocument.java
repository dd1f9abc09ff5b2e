package dev.latchkey.application.schema;

import static java.util.stream.Collectors.toSet;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.JsonPieces;
import dev.latchkey.application.json.JsonText;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.EntryFacts;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.token.Moment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token cache in the unified schema, with everything in it, whoever wrote it: what is not
 * understood stays where it is. Immutable.
 */
public final class CacheDocument {

  // A hundred thousand tokens of usual length have half of it.
  private static final int LONGEST = 512 << 20;

  private static final CacheDocument EMPTY =
      new CacheDocument(
          new JsonText().fields(), new EnumMap<>(Section.class), new EnumMap<>(Section.class));

  private final JsonFields root;
  private final Map<Section, JsonFields> sections;

  // Those that are understood, in the order of their sections.
  private final Map<Section, List<Row>> understood;
  private final List<Row> rows;

  private CacheDocument(
      JsonFields root, Map<Section, JsonFields> sections, Map<Section, List<Row>> understood) {
    this.root = root;
    this.sections = sections;
    this.understood = understood;
    List<Row> all = new ArrayList<>();
    for (List<Row> of : understood.values()) {
      all.addAll(of);
    }
    this.rows = Collections.unmodifiableList(all);
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
    return parse(text(bytes));
  }

  // A decoder takes two bytes for each beside the text. Without one, what is no UTF-8 becomes this
  // character, which nobody else has any use for.
  private static String text(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') < 0) {
      return text;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
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
      return EMPTY.read(StrictJson.object(json, LONGEST));
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

  // Rows that are here already are not read again: of ten thousand people one has a new token.
  private CacheDocument read(JsonFields next) {
    Map<Section, JsonFields> read = new EnumMap<>(Section.class);
    Map<Section, List<Row>> rowsOf = new EnumMap<>(Section.class);
    RowValues values = new RowValues();
    for (Section section : Section.values()) {
      JsonFields content = next.object(section.title());
      if (content != null) {
        JsonFields before = sections.get(section);
        List<Row> known = understood.getOrDefault(section, List.of());
        boolean isSame = before != null && before.areThoseOf(content);
        read.put(section, content);
        rowsOf.put(section, isSame ? known : rows(section, content, known, values));
      }
    }
    return new CacheDocument(next, read, rowsOf);
  }

  private static List<Row> rows(
      Section section, JsonFields content, List<Row> known, RowValues values) {
    List<Row> rows = new ArrayList<>(content.names().size());
    RowWalk walk = new RowWalk(known, content);
    content.forEach(
        (key, fields) -> {
          Row row = walk.meet(key, fields);
          if (row == null && fields != null) {
            row = Row.read(section, key, fields, values);
          }
          if (row != null) {
            rows.add(row);
          }
        });
    return List.copyOf(rows);
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
    List<Row> own = rowsOf(key);
    if (!(key instanceof PartitionKey.App)) {
      own.addAll(applications());
    }
    return new EntryReader(decoding, now).partition(key, own);
  }

  /**
   * Makes every partition that has rows.
   *
   * @param decoding makes entries of rows
   * @param now the present
   * @return the partitions
   */
  public List<CachePartition> all(Decoding decoding, Moment now) {
    EntryReader reader = new EntryReader(decoding, now);
    List<Row> common = applications();
    List<CachePartition> all = new ArrayList<>();
    for (Map.Entry<PartitionKey, List<Row>> own : byPartition(null).entrySet()) {
      if (!(own.getKey() instanceof PartitionKey.App)) {
        own.getValue().addAll(common);
      }
      all.add(reader.partition(own.getKey(), own.getValue()));
    }
    return all;
  }

  // Of some partitions, or of all.
  private Map<PartitionKey, List<Row>> byPartition(@Nullable Set<PartitionKey> which) {
    Map<PartitionKey, List<Row>> byPartition = new LinkedHashMap<>();
    for (Row row : rows) {
      PartitionKey partition = row.partition();
      if (partition != null && (which == null || which.contains(partition))) {
        List<Row> own = byPartition.get(partition);
        if (own == null) {
          own = new ArrayList<>(4);
          byPartition.put(partition, own);
        }
        own.add(row);
      }
    }
    return byPartition;
  }

  private List<Row> rowsOf(PartitionKey key) {
    List<Row> own = new ArrayList<>(4);
    for (Row row : rows) {
      if (row.section() != Section.APP_METADATA && row.belongsTo(key)) {
        own.add(row);
      }
    }
    return own;
  }

  // What is known of applications belongs to everybody who has rows of theirs.
  private List<Row> applications() {
    return understood.getOrDefault(Section.APP_METADATA, List.of());
  }

  /**
   * Puts a partition in the place of what the document has of it. Rows that say what they said
   * before are left as they are, letter for letter; rows about the same as another are dropped, and
   * so are tokens that time has ended.
   *
   * @param partition all that is to be known of its holder
   * @param now the present
   * @return a document with it; this one if nothing changes
   */
  public CacheDocument with(CachePartition partition, Instant now) {
    PartitionKey key = partition.key();
    return changed(new LinkedHashMap<>(Map.of(key, rowsOf(key))), List.of(partition), now);
  }

  /**
   * Puts partitions in the place of all that the document has, but for what is not understood.
   *
   * @param partitions all that is to be known
   * @param now the present
   * @return a document with them; this one if nothing changes
   */
  public CacheDocument withAll(List<CachePartition> partitions, Instant now) {
    return changed(byPartition(null), partitions, now);
  }

  /**
   * Puts each of some partitions in the place of what the document has of it, and leaves the others
   * alone.
   *
   * @param partitions all that is to be known of their holders; empty ones leave nothing
   * @param now the present
   * @return a document with them; this one if nothing changes
   */
  public CacheDocument withEach(List<CachePartition> partitions, Instant now) {
    Set<PartitionKey> keys = partitions.stream().map(CachePartition::key).collect(toSet());
    return changed(byPartition(keys), partitions, now);
  }

  private CacheDocument changed(
      Map<PartitionKey, List<Row>> before, List<CachePartition> partitions, Instant now) {
    DocumentChange change = new DocumentChange(rows, sections, now);
    List<Row> applications = new ArrayList<>();
    for (CachePartition partition : partitions) {
      List<Row> after = new ArrayList<>();
      for (Row row : RowWriter.rows(partition)) {
        if (row.section() == Section.APP_METADATA) {
          note(row, applications);
        } else {
          after.add(row);
        }
      }
      change.put(Objects.requireNonNullElse(before.remove(partition.key()), List.of()), after);
    }
    before.values().forEach(gone -> change.put(gone, List.of()));
    change.put(applications(), applications);
    return after(change);
  }

  private CacheDocument after(DocumentChange change) {
    Map<Section, JsonFields> result = change.result();
    if (result.isEmpty()) {
      return this;
    }
    JsonText next = new JsonText().putAll(root);
    result.forEach((section, content) -> next.put(section.title(), content));
    return read(next.fields());
  }

  // Each person's partition knows of the application; one may know its family, and the others not.
  private static void note(Row application, List<Row> applications) {
    if (application.familyId() != null) {
      applications.removeIf(application::isAboutTheSameAs);
    }
    if (applications.stream().noneMatch(application::isAboutTheSameAs)) {
      applications.add(application);
    }
  }

  /**
   * Takes out what nobody can use any more: tokens that time has ended, and what is said of people
   * who have no token left. What is not understood stays.
   *
   * @param now the present
   * @return a document without it; this one if there is nothing of the kind
   */
  public CacheDocument pruned(Instant now) {
    Inventory inventory = new Inventory(rows, now);
    DocumentChange change = new DocumentChange(rows, sections, now);
    change.put(rows.stream().filter(inventory::isOrphan).toList(), List.of());
    return after(change);
  }

  /**
   * Tells what is in it, without secrets.
   *
   * @param now the present
   * @return what each entry tells, and those that are not understood
   */
  public List<EntryFacts> inventory(Instant now) {
    Inventory inventory = new Inventory(rows, now);
    List<EntryFacts> facts = new ArrayList<>();
    rows.forEach(row -> facts.add(inventory.facts(row)));
    int others = root.names().size() - sections.size();
    for (int i = rows.size(); i < size() + others; i++) {
      facts.add(EntryFacts.unknown());
    }
    return List.copyOf(facts);
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
    JsonPieces text = new JsonPieces();
    Map<String, Section> titles = new HashMap<>();
    sections.keySet().forEach(section -> titles.put(section.title(), section));
    for (String name : root.names()) {
      Section section = titles.get(name);
      if (section == null) {
        text.copy(name, root);
      } else {
        text.begin(name);
        write(text, Objects.requireNonNull(sections.get(section)), section);
        text.end();
      }
    }
    return text.text();
  }

  private void write(JsonPieces text, JsonFields content, Section section) {
    RowWalk walk = new RowWalk(understood.getOrDefault(section, List.of()), content);
    content.forEach(
        (key, fields) -> {
          Row row = walk.meet(key, fields);
          if (row == null) {
            text.copy(key, content);
          } else {
            text.put(row.written());
          }
        });
  }

  /** {@return how many entries there are, understood or not} */
  public int size() {
    int size = 0;
    for (JsonFields content : sections.values()) {
      size += content.names().size();
    }
    return size;
  }

  /** {@return how many rows are understood: the rest is secret, or names people} */
  @Override
  public String toString() {
    return "CacheDocument[rows=" + rows.size() + "]";
  }
}
