package dev.latchkey.client;

import dev.latchkey.adapters.cache.file.FileTokenCacheStoreProvider;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.cache.TokenCacheStore;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A cache file as large as anybody's, and processes for it. "write", file, people, tokens of each
 * and their length makes it; "size" and file counts what is in it; file, port of the authority,
 * people, tokens of each, hits and saves uses it. That one tells line by line what it has seen:
 * nanoseconds and two counts; before it saves it says "ready", and waits for a line.
 */
final class LargeFile {

  private LargeFile() {}

  /** One of the resources that each of the people has a token for; the first one is refreshed. */
  private static String scope(int resource) {
    return resource == 0
        ? RefreshingProcess.SCOPES.get(0)
        : "https://api-%03d.example/Read".formatted(resource);
  }

  /** Writes it as another product would, and encrypts it where it lies. */
  private static void write(Path file, int people, int tokens, int length) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (Writer out = Files.newBufferedWriter(file)) {
      Map<String, String> rows = new TreeMap<>();
      String separator = "{";
      for (String section : List.of("AccessToken", "RefreshToken", "Account")) {
        out.write(separator + "\"" + section + "\":{");
        String comma = "";
        for (int person = 0; person < people; person++) {
          rows.clear();
          for (int i = 0; i < (section.equals("AccessToken") ? tokens : 1); i++) {
            put(rows, section, person, i, length);
          }
          for (Map.Entry<String, String> row : rows.entrySet()) {
            out.write(comma + "\"" + row.getKey() + "\":{" + row.getValue() + "}");
            comma = ",";
          }
        }
        out.write("}");
        separator = ",";
      }
      out.write("}");
    }
    try (TokenCacheStore store = FileTokenCacheStoreProvider.at(file)) {
      CacheMaintenance.of(store, CacheProtection.plaintext())
          .protect(CacheProtection.encrypted(RefreshingProcess.keys(1)));
    }
  }

  private static void put(
      Map<String, String> rows, String section, int person, int resource, int length) {
    String home = RotatingAuthority.uid(person) + "." + Answers.TENANT;
    String who = "\"home_account_id\":\"%s\",\"environment\":\"login.windows.net\"".formatted(home);
    String key = home + "-login.windows.net-";
    String client = ",\"credential_type\":\"%s\",\"client_id\":\"%s\",\"secret\":\"%s\"";
    long now = Instant.now().getEpochSecond();
    switch (section) {
      case "AccessToken" -> {
        String name = "AT-" + person + "-" + resource + "-";
        rows.put(
            key + "accesstoken-%s-%s-%s".formatted(Answers.CLIENT, Answers.TENANT, scope(resource)),
            who
                + client.formatted(
                    section, Answers.CLIENT, name + "t".repeat(length - name.length()))
                + ",\"target\":\"%s\",\"realm\":\"%s\",\"token_type\":\"Bearer\""
                    .formatted(scope(resource), Answers.TENANT)
                + ",\"cached_at\":\"%d\",\"expires_on\":\"%d\",\"extended_expires_on\":\"%d\""
                    .formatted(now, now + 80_000, now + 80_000));
      }
      case "RefreshToken" ->
          rows.put(
              key + "refreshtoken-" + Answers.CLIENT + "--",
              who
                  + client.formatted(
                      section, Answers.CLIENT, RotatingAuthority.refreshToken(person, 0)));
      default ->
          rows.put(
              key + Answers.TENANT,
              who
                  + ",\"local_account_id\":\"%s\",\"username\":\"person%d@contoso.example\",\"realm\":\"%s\",\"authority_type\":\"MSSTS\""
                      .formatted(RotatingAuthority.uid(person), person, Answers.TENANT));
    }
  }

  /** How many entries it has, for whoever has the key. */
  private static int size(Path file) {
    try (TokenCacheStore store = FileTokenCacheStoreProvider.at(file)) {
      return CacheMaintenance.of(store, CacheProtection.encrypted(RefreshingProcess.keys(1)))
          .entries()
          .size();
    }
  }

  public static void main(String[] arguments) throws IOException {
    switch (arguments[0]) {
      case "write" ->
          write(
              Path.of(arguments[1]),
              Integer.parseInt(arguments[2]),
              Integer.parseInt(arguments[3]),
              Integer.parseInt(arguments[4]));
      case "size" -> System.out.println(size(Path.of(arguments[1])));
      default -> use(arguments);
    }
  }

  private static void use(String[] arguments) throws IOException {
    int people = Integer.parseInt(arguments[2]);
    int tokens = Integer.parseInt(arguments[3]);
    Random random = new Random(1);
    long begin = System.nanoTime();
    try (TokenCacheStore store = FileTokenCacheStoreProvider.at(Path.of(arguments[0]));
        PublicClient client =
            RefreshingProcess.client(
                Integer.parseInt(arguments[1]), store, RefreshingProcess.keys(1))) {
      List<Account> accounts = RefreshingProcess.people(client);
      TokenResult first = token(client, accounts.get(people / 2), tokens - 1);
      say("loaded", System.nanoTime() - begin, first.httpCalls(), accounts.size());
      long[] nanos = new long[Integer.parseInt(arguments[4])];
      int requests = 0;
      for (int i = 0; i < nanos.length; i++) {
        Account account = accounts.get(random.nextInt(people));
        int resource = random.nextInt(tokens);
        long start = System.nanoTime();
        requests += token(client, account, resource).httpCalls();
        nanos[i] = System.nanoTime() - start;
      }
      Arrays.sort(nanos);
      say("hits", nanos[nanos.length * 99 / 100], requests, nanos.length);
      System.out.println("ready");
      if (System.in.read() < 0) {
        throw new IOException("nobody said go");
      }
      int stored = 0;
      long longest = 0;
      for (int i = 0; i < Integer.parseInt(arguments[5]); i++) {
        long start = System.nanoTime();
        TokenResult fresh =
            client.acquireSilently(
                SilentRequest.of(RefreshingProcess.SCOPES, accounts.get(random.nextInt(people)))
                    .forceRefresh(true));
        longest = Math.max(longest, System.nanoTime() - start);
        stored += fresh.stored() ? 1 : 0;
      }
      System.gc();
      long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      say("saved", longest, stored, used >> 20);
    }
  }

  private static TokenResult token(PublicClient client, Account account, int resource) {
    return client.acquireSilently(SilentRequest.of(List.of(scope(resource)), account));
  }

  private static void say(String what, long nanos, long one, long other) {
    System.out.println(what + " " + nanos + " " + one + " " + other);
  }
}
