package dev.latchkey.benchmarks;

import dev.latchkey.adapters.cache.file.FileTokenCacheStoreProvider;
import dev.latchkey.application.request.TokensObtained;
import dev.latchkey.client.CacheProtection;
import dev.latchkey.client.TokenCache;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.spi.cache.TokenCacheStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A person's tokens on the disk for good: encrypted, compared, locked and checked, beside the bare
 * four steps that make bytes last.
 */
final class DurableMeasurement {

  private static final int TIMES = 20;

  private DurableMeasurement() {}

  /** Arguments: warm-ups and rounds. */
  public static void main(String[] arguments) throws Exception {
    TokensObtained[] answers = {answer('a'), answer('b')};
    int[] count = new int[1];
    try (Scratch scratch = new Scratch();
        TokenCacheStore store = FileTokenCacheStoreProvider.at(scratch.file("cache.json"));
        TokenCache cache = TokenCache.over(store, CacheProtection.encrypted(new MemoryKey()))) {
      cache.add(answers[1]);
      byte[] bytes = Files.readAllBytes(scratch.file("cache.json"));
      Path bare = scratch.file("bare");
      new Turns()
          .add("bare", TIMES, () -> {}, () -> write(bare, bytes))
          .add("latchkey", TIMES, () -> {}, () -> cache.add(answers[count[0]++ & 1]))
          .print(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    }
  }

  private static TokensObtained answer(char letter) {
    String answer = PeopleAnswers.made(0).replaceFirst("x\"", letter + "\"");
    return TokensObtained.of(
            new ClientId(Layout.CLIENT_ID), Authority.parse(Layout.authority()), Secret.of(answer))
        .scopes(List.of(Layout.USER_SCOPE));
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Path draft = file.resolveSibling("draft");
    try (FileChannel channel =
        FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
