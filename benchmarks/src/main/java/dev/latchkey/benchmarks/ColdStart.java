package dev.latchkey.benchmarks;

import com.microsoft.aad.msal4j.IAccount;
import com.microsoft.aad.msal4j.PublicClientApplication;
import com.microsoft.aad.msal4j.SilentParameters;
import dev.latchkey.adapters.cache.file.FileTokenCacheStoreProvider;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.client.CacheProtection;
import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A program that needs one token, which is in a file: what it costs from the start of the JVM. One
 * class for each library, so that none of the other is loaded.
 */
final class ColdStart {

  static final String NOTHING = "nothing";

  private ColdStart() {}

  /** Tells that the token is there, and waits for the end of its input. */
  private static void ready(String token) throws IOException {
    if (token.length() != TokenText.LENGTH) {
      throw new IllegalStateException("no token");
    }
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // Only its end counts.
    }
  }

  /** Finds the token in the text, as no library would. */
  static final class Nothing {
    private Nothing() {}

    public static void main(String[] arguments) throws IOException {
      String text = Files.readString(Path.of(arguments[0]));
      int start = text.indexOf(TokenText.of(0));
      ready(text.substring(start, start + TokenText.LENGTH));
    }
  }

  /** Latchkey, over the file. */
  static final class Latchkey {
    private Latchkey() {}

    public static void main(String[] arguments) throws IOException {
      try (PublicClient client =
          PublicClient.builder(Layout.CLIENT_ID)
              .authority(Authority.parse(Layout.authority()))
              .tokenCacheStore(
                  FileTokenCacheStoreProvider.at(Path.of(arguments[0])),
                  CacheProtection.plaintext())
              .http(new NoNetwork())
              .build()) {
        SilentRequest request =
            SilentRequest.of(List.of(Layout.USER_SCOPE), client.accounts().get(0));
        ready(client.acquireSilently(request).accessToken().reveal());
      }
    }
  }

  /** Sends nothing. A class, as {@link CallerThread} is: programs are not to differ in lambdas. */
  static final class NoNetwork implements HttpTransport {
    @Override
    public HttpResponse send(HttpRequest request, Deadline deadline, Cancellation cancellation) {
      throw new IllegalStateException("nothing is to be asked");
    }
  }

  /** MSAL4J, with the text of the file. */
  static final class Msal4j {
    private Msal4j() {}

    public static void main(String[] arguments) throws IOException {
      PublicClientApplication client =
          PublicClientApplication.builder(Layout.CLIENT_ID)
              .authority(Layout.authority())
              .executorService(new CallerThread())
              .build();
      client.tokenCache().deserialize(Files.readString(Path.of(arguments[0])));
      IAccount person = client.getAccounts().join().iterator().next();
      ready(
          client
              .acquireTokenSilently(
                  SilentParameters.builder(Set.of(Layout.USER_SCOPE), person).build())
              .join()
              .accessToken());
    }
  }
}
