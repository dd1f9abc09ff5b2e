package dev.latchkey.adapters.cache.file;

import dev.latchkey.spi.system.EnvironmentReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The machine's disk. */
final class SystemDisk implements Disk {

  // The upper bits of a Unix mode.
  private static final int TYPE = 0170000;
  private static final int TYPE_FILE = 0100000;
  private static final int TYPE_FOLDER = 0040000;
  private static final int TYPE_LINK = 0120000;

  // Channels copy as much as they are given outside the heap, and keep the room for the next time.
  private static final int PIECE = 1 << 16;

  private final Myself myself = new Myself(Myself.STATUS, EnvironmentReader.system());
  private final boolean unix;

  SystemDisk(Path where) {
    this.unix = where.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  @Override
  public Optional<Facts> look(Path path) throws IOException {
    try {
      return Optional.of(unix ? unixFacts(path) : plainFacts(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private Facts unixFacts(Path path) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(
            path,
            "unix:mode,uid,nlink,fileKey,size,lastModifiedTime,ctime",
            LinkOption.NOFOLLOW_LINKS);
    int mode = found(Integer.class, found, "mode");
    int type = mode & TYPE;
    int uid = found(Integer.class, found, "uid");
    return new Facts(
        kind(type == TYPE_FILE, type == TYPE_FOLDER, type == TYPE_LINK),
        myself.owns(path, uid),
        uid == 0,
        mode & ~TYPE,
        found(Integer.class, found, "nlink"),
        found.get("fileKey"),
        stamp(found));
  }

  private static Stamp stamp(Map<String, Object> found) {
    return new Stamp(
        found(Object.class, found, "fileKey"),
        found(Long.class, found, "size"),
        found(FileTime.class, found, "lastModifiedTime").toInstant(),
        found(FileTime.class, found, "ctime").toInstant());
  }

  private static <T> T found(Class<T> type, Map<String, Object> attributes, String name) {
    return type.cast(Objects.requireNonNull(attributes.get(name), name));
  }

  private static Facts plainFacts(Path path) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    Facts.Kind kind = kind(found.isRegularFile(), found.isDirectory(), found.isSymbolicLink());
    return new Facts(kind, true, false, 0, 1, found.fileKey(), null);
  }

  private static Facts.Kind kind(boolean file, boolean folder, boolean link) {
    if (file) {
      return Facts.Kind.FILE;
    }
    if (folder) {
      return Facts.Kind.FOLDER;
    }
    return link ? Facts.Kind.LINK : Facts.Kind.OTHER;
  }

  @Override
  public byte[] read(Path file, int longest) throws IOException {
    try (FileChannel channel = openToRead(file)) {
      InputStream in = Channels.newInputStream(channel);
      byte[] bytes = new byte[(int) Math.min(channel.size(), longest + 1)];
      int length = 0;
      int count = 0;
      while (count >= 0 && length < bytes.length) {
        count = in.read(bytes, length, Math.min(PIECE, bytes.length - length));
        length += Math.max(0, count);
      }
      // What another product appends meanwhile.
      byte[] more = in.readNBytes(longest + 1 - length);
      byte[] all =
          length + more.length == bytes.length ? bytes : Arrays.copyOf(bytes, length + more.length);
      System.arraycopy(more, 0, all, length, more.length);
      return all;
    }
  }

  @Override
  public void read(Path file, int longest, Reader reader) throws IOException {
    try (FileChannel channel = openToRead(file)) {
      InputStream in = Channels.newInputStream(channel);
      byte[] piece = new byte[(int) Math.min(channel.size() + 1, PIECE)];
      int left = longest + 1;
      for (int count = 0; count >= 0 && left > 0; left -= count) {
        count = in.read(piece, 0, Math.min(piece.length, left));
        if (count > 0) {
          reader.take(piece, count);
        }
      }
    }
  }

  private static FileChannel openToRead(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void makeFolder(Path folder) throws IOException {
    Files.createDirectories(folder, only("rwx------"));
  }

  @Override
  public Draft draft(Path file) throws IOException {
    // With the mode in the same call: a mask can only take from it, and nobody looks in meanwhile.
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            only("rw-------"));
    return new ChannelDraft(channel);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void flushFolder(Path folder) throws IOException {
    if (unix) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public List<Path> list(Path folder, String prefix, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(
              file -> {
                String name = file.getFileName().toString();
                return name.startsWith(prefix) && name.endsWith(suffix);
              })
          .toList();
    }
  }

  @Override
  public FileChannel openForLocks(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  private FileAttribute<?>[] only(String permissions) {
    return unix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private record ChannelDraft(FileChannel channel) implements Draft {

    @Override
    public void write(byte[] bytes) throws IOException {
      for (int at = 0; at < bytes.length; at += PIECE) {
        ByteBuffer left = ByteBuffer.wrap(bytes, at, Math.min(PIECE, bytes.length - at));
        while (left.hasRemaining()) {
          channel.write(left);
        }
      }
    }

    @Override
    public void flush() throws IOException {
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
