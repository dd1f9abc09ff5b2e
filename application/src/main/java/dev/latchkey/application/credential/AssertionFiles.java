package dev.latchkey.application.credential;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.CredentialUnavailableException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.system.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads assertions that somebody else keeps fresh, as they are at that moment. */
public final class AssertionFiles {

  private static final int LONGEST = 64 << 10;

  // RFC 7515, section 3.1: three parts in base64url.
  private static final Pattern COMPACT_JWS =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

  private final FileReader files;

  /**
   * Reads.
   *
   * @param files the machine's files
   */
  public AssertionFiles(FileReader files) {
    this.files = Objects.requireNonNull(files, "files");
  }

  /**
   * Reads one.
   *
   * @param file the file
   * @return the assertion in it
   * @throws CredentialUnavailableException if there is none
   */
  public Secret read(Path file) {
    String text;
    try {
      text = new String(files.read(file, LONGEST), StandardCharsets.US_ASCII).strip();
    } catch (NoSuchFileException e) {
      throw unavailable(file, "is not there", e);
    } catch (IOException e) {
      throw unavailable(file, "cannot be read", e);
    }
    if (text.isEmpty()) {
      throw unavailable(file, "is empty", null);
    }
    if (!COMPACT_JWS.matcher(text).matches()) {
      throw unavailable(file, "holds no signed JWT in compact form", null);
    }
    return Secret.of(text);
  }

  private static CredentialUnavailableException unavailable(
      Path file, String why, @Nullable IOException cause) {
    return new CredentialUnavailableException(
        "the assertion file " + file + " " + why, FailureDetails.none(), cause);
  }
}
