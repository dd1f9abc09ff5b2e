package dev.latchkey.adapters.http.cache;

import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.spi.cache.HttpResponseStore.StoredResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The file itself: who may have written it, what is in it, and how it is replaced. */
final class ResponseFile {

  private static final int MAGIC = 0x4c4b4843;
  private static final int MOST_BYTES = 32 << 20;
  private static final int MOST_ENTRIES = 4096;
  private static final int LONGEST_BODY = 4 << 20;
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final Path file;
  private final Path folder;

  ResponseFile(Path file) {
    this.file = file.toAbsolutePath();
    Path parent = this.file.getParent();
    this.folder = parent == null ? this.file : parent;
  }

  /** Refuses what others could have put there. */
  void requireSafe() {
    BasicFileAttributes attributes = attributes();
    if (attributes == null) {
      if (!Files.isDirectory(folder)) {
        throw refused("has no folder; make it first");
      }
      return;
    }
    if (!attributes.isRegularFile()) {
      throw refused("is a link or no plain file; remove it");
    }
    if (attributes instanceof PosixFileAttributes posix) {
      if (posix.permissions().stream().anyMatch(OTHERS_WRITE::contains)) {
        throw refused("may be written by others; remove it");
      }
      if (!posix.owner().getName().equals(ownName())) {
        throw refused("is somebody else's; remove it or choose another");
      }
    }
  }

  private @Nullable BasicFileAttributes attributes() {
    boolean hasModes = Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
    Class<? extends BasicFileAttributes> kind =
        hasModes ? PosixFileAttributes.class : BasicFileAttributes.class;
    try {
      return Files.readAttributes(file, kind, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return null;
    }
  }

  // Who runs this is known for certain only by what it makes.
  private String ownName() {
    try {
      Path probe = Files.createTempFile(folder, ".http_cache", ".probe");
      try {
        return Files.getOwner(probe, LinkOption.NOFOLLOW_LINKS).getName();
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      throw refused("is in a folder that cannot be written");
    }
  }

  private ConfigurationException refused(String why) {
    return new ConfigurationException("the HTTP cache " + file.getFileName() + " " + why);
  }

  /** {@return what is in it; nothing if it is missing or damaged} */
  Map<String, StoredResponse> read() {
    try (InputStream in =
        Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      return bytes.length > MOST_BYTES ? Map.of() : decoded(bytes);
    } catch (IOException e) {
      return Map.of();
    }
  }

  private static Map<String, StoredResponse> decoded(byte[] bytes) throws IOException {
    int end = bytes.length - Long.BYTES;
    if (end < 0 || ByteBuffer.wrap(bytes).getLong(end) != sum(bytes, end)) {
      return Map.of();
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end));
    int magic = in.readInt();
    int count = in.readInt();
    if (magic != MAGIC || count < 0 || count > MOST_ENTRIES) {
      return Map.of();
    }
    Map<String, StoredResponse> entries = new HashMap<>();
    for (int i = 0; i < count; i++) {
      String key = in.readUTF();
      int status = in.readInt();
      Instant over = Instant.ofEpochMilli(in.readLong());
      int length = in.readInt();
      if (length < 0 || length > LONGEST_BODY) {
        return Map.of();
      }
      byte[] body = in.readNBytes(length);
      if (body.length < length) {
        return Map.of();
      }
      entries.put(key, new StoredResponse(status, new String(body, StandardCharsets.UTF_8), over));
    }
    return entries;
  }

  private static long sum(byte[] bytes, int length) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, 0, length);
    return sum.getValue();
  }

  /** Puts a new file in its place. A crash leaves the old one or the new one. */
  void write(Map<String, StoredResponse> entries) throws IOException {
    requireSafe();
    // Made for its owner alone, under a name that nobody can have taken before.
    Path next = Files.createTempFile(folder, ".http_cache", ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded(entries));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      move(next);
    } catch (IOException e) {
      Files.deleteIfExists(next);
      throw e;
    }
  }

  private void move(Path next) throws IOException {
    try {
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // Windows refuses while another process reads it.
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static byte[] encoded(Map<String, StoredResponse> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(MAGIC);
    out.writeInt(Math.min(entries.size(), MOST_ENTRIES));
    int left = MOST_ENTRIES;
    for (Map.Entry<String, StoredResponse> entry : entries.entrySet()) {
      if (left-- == 0) {
        break;
      }
      byte[] body = entry.getValue().body().getBytes(StandardCharsets.UTF_8);
      out.writeUTF(entry.getKey());
      out.writeInt(entry.getValue().status());
      out.writeLong(entry.getValue().expiresAt().toEpochMilli());
      out.writeInt(body.length);
      out.write(body);
    }
    byte[] content = bytes.toByteArray();
    out.writeLong(sum(content, content.length));
    return bytes.toByteArray();
  }
}
