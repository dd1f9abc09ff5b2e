package dev.latchkey.integration.spring.test;

import dev.latchkey.sandbox.AzureHost;
import dev.latchkey.spi.system.EnvironmentReader;
import dev.latchkey.spi.system.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The machine that a managed identity is asked of: what a host sets and leaves there. */
final class HostMachine implements EnvironmentReader, FileReader {

  private final AzureHost host;

  HostMachine(AzureHost host) {
    this.host = host;
  }

  @Override
  public Optional<String> variable(String name) {
    return Optional.ofNullable(host.environment().get(name));
  }

  // Azure Arc has its agent's keys in one folder here and in another there.
  @Override
  public Optional<String> property(String name) {
    return name.equals("os.name") ? Optional.of("Linux") : Optional.empty();
  }

  @Override
  public byte[] read(Path file, int longest) throws IOException {
    String content = host.files().get(file);
    if (content == null) {
      throw new NoSuchFileException(file.toString());
    }
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > longest) {
      throw new IOException("longer than allowed");
    }
    return bytes;
  }
}
