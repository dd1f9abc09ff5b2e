package dev.latchkey.adapters.cache.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The steps that reading and writing are made of, each of which can fail or be the last. Nothing
 * that is made here is ever open to others.
 */
interface Disk {

  /** Tells what a name stands for; empty if for nothing. */
  Optional<Facts> look(Path path) throws IOException;

  /** Reads a file that is no link, at most so many bytes and one. */
  byte[] read(Path file, int longest) throws IOException;

  /** Reads as much of it, and gives it piece by piece. */
  void read(Path file, int longest, Reader reader) throws IOException;

  /** Makes a folder and those above it. */
  void makeFolder(Path folder) throws IOException;

  /** Makes a file that was not there. */
  Draft draft(Path file) throws IOException;

  /** Puts a file in another's place, as one step. */
  void rename(Path from, Path to) throws IOException;

  /** Makes names last: what was renamed or deleted in a folder. */
  void flushFolder(Path folder) throws IOException;

  /** Drops a name if it is there. */
  void delete(Path file) throws IOException;

  /** Lists the names in a folder that begin and end so. */
  List<Path> list(Path folder, String prefix, String suffix) throws IOException;

  /** Opens a file that is there and no link, for its locks. */
  FileChannel openForLocks(Path file) throws IOException;

  /** Whoever reads a file without keeping it. */
  interface Reader {

    /** Takes the next bytes, which are others after this call. */
    void take(byte[] piece, int count);
  }

  /** A file that is being written. */
  interface Draft extends AutoCloseable {

    /** Writes all of it. */
    void write(byte[] bytes) throws IOException;

    /** Makes the content last. */
    void flush() throws IOException;

    @Override
    void close() throws IOException;
  }
}
