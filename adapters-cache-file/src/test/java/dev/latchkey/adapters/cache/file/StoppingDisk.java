package dev.latchkey.adapters.cache.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A disk that tells before and after each step that changes something, and fails where told. */
final class StoppingDisk implements Disk {

  private final Disk disk;
  private final Watch watch;

  StoppingDisk(Disk disk, Watch watch) {
    this.disk = disk;
    this.watch = watch;
  }

  @Override
  public Optional<Facts> look(Path path) throws IOException {
    watch.at(Step.LOOK, path);
    return disk.look(path);
  }

  @Override
  public byte[] read(Path file, int longest) throws IOException {
    watch.at(Step.READ, file);
    return disk.read(file, longest);
  }

  @Override
  public void read(Path file, int longest, Reader reader) throws IOException {
    watch.at(Step.READ, file);
    disk.read(file, longest, reader);
  }

  @Override
  public void makeFolder(Path folder) throws IOException {
    watch.at(Step.MAKE_FOLDER, folder);
    disk.makeFolder(folder);
  }

  @Override
  public Draft draft(Path file) throws IOException {
    watch.at(Step.DRAFT, file);
    Draft draft = disk.draft(file);
    try {
      watch.at(Step.DRAFTED, file);
    } catch (IOException e) {
      draft.close();
      throw e;
    }
    return new Draft() {
      @Override
      public void write(byte[] bytes) throws IOException {
        watch.at(Step.WRITE, file);
        draft.write(Arrays.copyOf(bytes, bytes.length / 2));
        watch.at(Step.HALF_WRITTEN, file);
        draft.write(Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length));
      }

      @Override
      public void flush() throws IOException {
        watch.at(Step.FLUSH, file);
        draft.flush();
      }

      @Override
      public void close() throws IOException {
        draft.close();
      }
    };
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    watch.at(Step.RENAME, to);
    disk.rename(from, to);
    watch.at(Step.RENAMED, to);
  }

  @Override
  public void flushFolder(Path folder) throws IOException {
    watch.at(Step.FLUSH_FOLDER, folder);
    disk.flushFolder(folder);
  }

  @Override
  public void delete(Path file) throws IOException {
    watch.at(Step.DELETE, file);
    disk.delete(file);
  }

  @Override
  public List<Path> list(Path folder, String prefix, String suffix) throws IOException {
    watch.at(Step.LIST, folder);
    return disk.list(folder, prefix, suffix);
  }

  @Override
  public FileChannel openForLocks(Path file) throws IOException {
    watch.at(Step.OPEN_FOR_LOCKS, file);
    return disk.openForLocks(file);
  }

  /** Where a process may stop. */
  enum Step {
    LOOK,
    READ,
    MAKE_FOLDER,
    DRAFT,
    DRAFTED,
    WRITE,
    HALF_WRITTEN,
    FLUSH,
    RENAME,
    RENAMED,
    FLUSH_FOLDER,
    DELETE,
    LIST,
    OPEN_FOR_LOCKS
  }

  /** Is told of each step. */
  interface Watch {
    void at(Step step, Path path) throws IOException;
  }
}
