package dev.latchkey.benchmarks;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The least that any library could do: a key from the request, one look-up, one comparison with the
 * clock. It stands for no library; it is what the others are measured by.
 */
final class FloorLibrary implements PeopleLibrary {

  private static final long HOUR_MILLIS = 3_600_000;

  private final ConcurrentHashMap<Key, Kept> tokens = new ConcurrentHashMap<>();
  private final Request[] requests;

  private FloorLibrary(int requests, IntFunction<Request> request) {
    this.requests = IntStream.range(0, requests).mapToObj(request).toArray(Request[]::new);
  }

  static FloorLibrary ofApps(int requests) {
    return new FloorLibrary(requests, i -> new Request(Layout.tenant(i), Layout.scope(i)));
  }

  static FloorLibrary ofPeople(int people) {
    return new FloorLibrary(people, i -> new Request(Layout.person(i), Layout.USER_SCOPE));
  }

  @Override
  public String get(int request) {
    Kept kept = tokens.get(key(request));
    return kept != null && kept.expiresAtMillis > System.currentTimeMillis()
        ? kept.token
        : renew(request);
  }

  @Override
  public String renew(int request) {
    String token = TokenText.of(request);
    tokens.put(key(request), new Kept(token, System.currentTimeMillis() + HOUR_MILLIS));
    return token;
  }

  @Override
  public void signIn(int person) {
    renew(person);
  }

  private Key key(int request) {
    Request wanted = requests[request];
    return new Key(Layout.CLIENT_ID, Layout.HOST, wanted.holder, wanted.scope);
  }

  @Override
  public int accounts() {
    return tokens.size();
  }

  @Override
  public void close() {}

  private record Request(String holder, String scope) {}

  private record Key(String clientId, String host, String holder, String scope) {}

  private record Kept(String token, long expiresAtMillis) {}
}
