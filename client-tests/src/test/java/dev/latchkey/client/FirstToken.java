package dev.latchkey.client;

import dev.latchkey.adapters.cache.file.FileTokenCacheStoreProvider;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that gets one token out of a file and ends. Argument: the file. Without a lambda of its
 * own.
 */
final class FirstToken implements HttpTransport {

  static final String CLIENT = "11112222-3333-4444-5555-666677778888";
  static final String TENANT = "aaaabbbb-cccc-dddd-eeee-ffff00001111";

  private FirstToken() {}

  public static void main(String[] arguments) {
    try (PublicClient client =
        PublicClient.builder(CLIENT)
            .authority(Authority.parse("https://login.microsoftonline.com/" + TENANT))
            .tokenCacheStore(
                FileTokenCacheStoreProvider.at(Path.of(arguments[0])), CacheProtection.plaintext())
            .http(new FirstToken())
            .build()) {
      SilentRequest request = SilentRequest.of(List.of("User.Read"), client.accounts().get(0));
      System.out.println(client.acquireSilently(request).accessToken().reveal());
      // What closing needs counts no more.
      Runtime.getRuntime().halt(0);
    }
  }

  @Override
  public HttpResponse send(HttpRequest request, Deadline deadline, Cancellation cancellation) {
    throw new IllegalStateException("nothing is to be asked");
  }
}
