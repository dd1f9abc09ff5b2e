package dev.latchkey.application.schema;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.JsonPieces;
import dev.latchkey.application.json.JsonText;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.domain.cache.AppMetadata;
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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A token cache in the unified schema, with everything in it, whoever wrote it: what is not
 * understood stays where it is. Immutable.
 */
public final class CacheDocument {

  // A hundred thousand tokens of usual length have half of it.
  private static final int LONGEST = 512 << 20;

  private static final CacheDocument EMPTY =
      new CacheDocument(new JsonText().fields(), new EnumMap<>(Section.class), Holders.none());

  // In the place of each section there is nothing but its name.
  private final JsonFields frame;
  private final Map<Section, Content> sections;
  private final Holders holders;

  private CacheDocument(JsonFields frame, Map<Section, Content> sections, Holders holders) {
    this.frame = frame;
    this.sections = sections;
    this.holders = holders;
  }

  /** {@return a document with nothing in it} */
  public static CacheDocument empty() {
    return EMPTY;
  }

  /**
   * Reads a document. Rows that cannot be understood are kept and not looked at. The bytes are gone
   * before it is read: a large one, its text and what is read of it do not lie side by side.
   *
   * @param bytes gives UTF-8, once, and does not keep it; none at all, or blanks, are an empty
   *     document
   * @return the document
   * @throws CacheException if it is no document; the message shows nothing of it
   */
  public static CacheDocument parse(Supplier<byte[]> bytes) {
    // Entries of what a store has share the texts of their rows, and the whole is let go.
    return parse(text(bytes.get()), false);
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
   * @param text JSON; nothing, or blanks, are an empty document. It is kept, as long as a row of it
   * @return the document
   * @throws CacheException if it is no document; the message shows nothing of it
   */
  public static CacheDocument parse(String text) {
    return parse(text, true);
  }

  private static CacheDocument parse(String text, boolean keeps) {
    // Some editors put a mark before the text that JSON does not know.
    String json = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (json.isBlank()) {
      return EMPTY;
    }
    try {
      return read(StrictJson.object(json, LONGEST, keeps));
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

  private static CacheDocument read(JsonFields root) {
    JsonText frame = new JsonText().putAll(root);
    Map<Section, Content> sections = new EnumMap<>(Section.class);
    Holders holders = Holders.none();
    RowValues values = new RowValues();
    for (Section section : Section.values()) {
      JsonFields content = root.object(section.title());
      if (content != null) {
        frame.putNull(section.title());
        sections.put(section, Content.of(members(section, content, values, holders)));
      }
    }
    return new CacheDocument(frame.fields(), sections, holders);
  }

  private static List<Member> members(
      Section section, JsonFields content, RowValues values, Holders holders) {
    List<Member> members = new ArrayList<>(content.size());
    content.forEach(
        (key, fields) -> {
          Row row = fields == null ? null : Row.read(section, key, fields, values);
          if (row == null) {
            members.add(new OtherMember(key, content));
          } else {
            members.add(row);
            holders.add(row);
          }
        });
    return members;
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
    EntryReader reader = new EntryReader(decoding, now);
    return reader.partition(
        key,
        rowsOf(key),
        key instanceof PartitionKey.App ? List.of() : reader.applications(applications()));
  }

  /**
   * Makes every partition that has rows.
   *
   * @param decoding makes entries of rows
   * @param now the present
   * @return the partitions
   */
  public List<CachePartition> all(Decoding decoding, Moment now) {
    return late(decoding, now, 0).stream().map(LatePartition::make).toList();
  }

  /**
   * Makes ready every partition that has rows, but for those of access tokens that time has ended.
   *
   * @param decoding makes entries of rows
   * @param now the present
   * @return the partitions, none of them empty
   */
  public List<LatePartition> late(Decoding decoding, Moment now) {
    return late(decoding, now, now.instant().getEpochSecond());
  }

  private List<LatePartition> late(Decoding decoding, Moment now, long firstEnd) {
    EntryReader reader = new EntryReader(decoding, now);
    List<AppMetadata> applications = reader.applications(applications());
    List<LatePartition> all = new ArrayList<>(holders.all().size());
    for (Map.Entry<PartitionKey, List<Row>> own : holders.all().entrySet()) {
      PartitionKey key = own.getKey();
      List<AppMetadata> known = key instanceof PartitionKey.App ? List.of() : applications;
      List<Row> rows = own.getValue();
      long characters = 0;
      long lastEnd = 0;
      for (Row row : rows) {
        characters += row.secretLength();
        lastEnd = Math.max(lastEnd, row.end());
      }
      if (lastEnd >= firstEnd) {
        all.add(
            new LatePartition(
                key, rows.size(), characters, () -> reader.partition(key, rows, known)));
      }
    }
    return all;
  }

  // An application's rows are found by the name of their tenant, and by its id.
  private List<Row> rowsOf(PartitionKey key) {
    if (!(key instanceof PartitionKey.App)) {
      return holders.rowsOf(key);
    }
    List<Row> own = new ArrayList<>();
    for (Row row : rows(Section.ACCESS_TOKEN)) {
      if (row.belongsTo(key)) {
        own.add(row);
      }
    }
    return own;
  }

  private List<Row> rows(Section section) {
    return sections.getOrDefault(section, Content.NONE).rows();
  }

  private List<Row> rows() {
    List<Row> all = new ArrayList<>(size());
    for (Content content : sections.values()) {
      all.addAll(content.rows());
    }
    return all;
  }

  // What is known of applications belongs to everybody who has rows of theirs.
  private List<Row> applications() {
    return rows(Section.APP_METADATA);
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
    Map<PartitionKey, List<Row>> before = new HashMap<>();
    before.put(key, rowsOf(key));
    return changed(before, List.of(partition), now);
  }

  /**
   * Puts partitions in the place of all that the document has, but for what is not understood.
   *
   * @param partitions all that is to be known
   * @param now the present
   * @return a document with them; this one if nothing changes
   */
  public CacheDocument withAll(List<CachePartition> partitions, Instant now) {
    return changed(new LinkedHashMap<>(holders.all()), partitions, now);
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
    Map<PartitionKey, List<Row>> before = new LinkedHashMap<>();
    for (CachePartition partition : partitions) {
      before.put(partition.key(), holders.rowsOf(partition.key()));
    }
    return changed(before, partitions, now);
  }

  private CacheDocument changed(
      Map<PartitionKey, List<Row>> before, List<CachePartition> partitions, Instant now) {
    DocumentChange change = new DocumentChange(sections, now);
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
    if (change.changes().isEmpty()) {
      return this;
    }
    JsonText nextFrame = new JsonText().putAll(frame);
    Map<Section, Content> next = new EnumMap<>(sections);
    List<Row> gone = new ArrayList<>();
    List<Row> added = new ArrayList<>();
    change
        .changes()
        .forEach(
            (section, difference) -> {
              nextFrame.putNull(section.title());
              next.put(section, difference.after());
              gone.addAll(difference.gone());
              added.addAll(difference.added());
            });
    return new CacheDocument(nextFrame.fields(), next, holders.changed(gone, added));
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
    List<Row> rows = rows();
    Inventory inventory = new Inventory(rows, now);
    DocumentChange change = new DocumentChange(sections, now);
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
    List<Row> rows = rows();
    Inventory inventory = new Inventory(rows, now);
    List<EntryFacts> facts = new ArrayList<>();
    rows.forEach(row -> facts.add(inventory.facts(row)));
    int others = frame.size() - sections.size();
    for (int i = rows.size(); i < size() + others; i++) {
      facts.add(EntryFacts.unknown());
    }
    return List.copyOf(facts);
  }

  /** {@return whether there is nothing in it that a token or a person could be found by} */
  public boolean hasNoTokens() {
    return holders.isEmpty();
  }

  /** {@return when the last access token ends; the distant past if there is none} */
  public Instant lastExpiry() {
    long last = 0;
    for (Row row : rows(Section.ACCESS_TOKEN)) {
      last = Math.max(last, row.end());
    }
    return Instant.ofEpochSecond(last);
  }

  /** {@return whether it has a refresh token} */
  public boolean hasRefreshTokens() {
    return !rows(Section.REFRESH_TOKEN).isEmpty();
  }

  /** {@return JSON; it holds secrets} */
  public String text() {
    return pieces().text();
  }

  /**
   * Writes it as JSON in UTF-8, in an array of its own.
   *
   * @param before how many bytes to leave free before it
   * @param after how many bytes to leave free behind it
   * @return all three; it holds secrets
   */
  public byte[] bytes(int before, int after) {
    return pieces().bytes(before, after);
  }

  private JsonPieces pieces() {
    JsonPieces text = new JsonPieces();
    Map<String, Content> named = new HashMap<>();
    sections.forEach((section, content) -> named.put(section.title(), content));
    for (String name : frame.names()) {
      Content content = named.get(name);
      if (content == null) {
        text.copy(name, frame);
      } else {
        text.begin(name);
        content.write(text);
        text.end();
      }
    }
    return text;
  }

  /** {@return how many entries there are, understood or not} */
  public int size() {
    int size = 0;
    for (Content content : sections.values()) {
      size += content.size();
    }
    return size;
  }

  /** {@return how many rows are understood: the rest is secret, or names people} */
  @Override
  public String toString() {
    return "CacheDocument[rows=" + rows().size() + "]";
  }
}
