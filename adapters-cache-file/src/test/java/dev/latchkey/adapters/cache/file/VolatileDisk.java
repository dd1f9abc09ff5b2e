package dev.latchkey.adapters.cache.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A disk whose files are in memory and forgotten by chance unless they were flushed: content whole
 * or from some byte on, each change of a name for itself. Lock files are on a real disk.
 */
final class VolatileDisk implements Disk {

  private final Disk real;
  private final Random random;
  private final Map<Path, Content> names = new HashMap<>();
  private final Map<Path, Content> lastingNames = new HashMap<>();
  private final List<Consumer<Map<Path, Content>>> changes = new ArrayList<>();

  VolatileDisk(Disk real, Random random) {
    this.real = real;
    this.random = random;
  }

  /** What a file holds after a power cut; nothing if it is gone. */
  byte[] afterPowerCut(Path file) {
    Map<Path, Content> image = new HashMap<>(lastingNames);
    for (Consumer<Map<Path, Content>> change : changes) {
      if (random.nextBoolean()) {
        change.accept(image);
      }
    }
    Content content = image.get(file);
    return content == null ? new byte[0] : content.afterPowerCut(random);
  }

  @Override
  public Optional<Facts> look(Path path) throws IOException {
    return names.containsKey(path)
        ? Optional.of(new Facts(Facts.Kind.FILE, true, false, 0600, 1, null, null))
        : real.look(path);
  }

  @Override
  public byte[] read(Path file, int longest) throws IOException {
    Content content = names.get(file);
    if (content == null) {
      throw new NoSuchFileException(file.toString());
    }
    return content.bytes.clone();
  }

  @Override
  public void read(Path file, int longest, Reader reader) throws IOException {
    byte[] bytes = read(file, longest);
    reader.take(bytes, bytes.length);
  }

  @Override
  public void makeFolder(Path folder) throws IOException {
    real.makeFolder(folder);
  }

  @Override
  public Draft draft(Path file) throws IOException {
    if (file.toString().endsWith(".lock")) {
      return real.draft(file);
    }
    Content content = new Content();
    if (names.putIfAbsent(file, content) != null) {
      throw new FileAlreadyExistsException(file.toString());
    }
    changes.add(image -> image.put(file, content));
    return content;
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Content content = names.remove(from);
    if (content == null) {
      throw new NoSuchFileException(from.toString());
    }
    names.put(to, content);
    changes.add(
        image -> {
          image.remove(from);
          image.put(to, content);
        });
  }

  @Override
  public void flushFolder(Path folder) {
    changes.clear();
    lastingNames.clear();
    lastingNames.putAll(names);
  }

  @Override
  public void delete(Path file) {
    names.remove(file);
    changes.add(image -> image.remove(file));
  }

  @Override
  public List<Path> list(Path folder, String prefix, String suffix) {
    return names.keySet().stream()
        .filter(file -> file.getFileName().toString().startsWith(prefix))
        .filter(file -> file.toString().endsWith(suffix))
        .toList();
  }

  @Override
  public FileChannel openForLocks(Path file) throws IOException {
    return real.openForLocks(file);
  }

  private static final class Content implements Draft {

    private byte[] bytes = new byte[0];
    private byte[] lasting = new byte[0];

    @Override
    public void write(byte[] more) {
      byte[] all = Arrays.copyOf(bytes, bytes.length + more.length);
      System.arraycopy(more, 0, all, bytes.length, more.length);
      bytes = all;
    }

    @Override
    public void flush() {
      lasting = bytes;
    }

    @Override
    public void close() {}

    byte[] afterPowerCut(Random random) {
      int more = bytes.length - lasting.length;
      return Arrays.copyOf(bytes, lasting.length + (more == 0 ? 0 : random.nextInt(more + 1)));
    }
  }
}
