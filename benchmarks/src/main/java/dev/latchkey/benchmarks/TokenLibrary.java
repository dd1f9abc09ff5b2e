package dev.latchkey.benchmarks;

/**
 * What a library has to do to be measured. Requests are numbered, see {@link Layout}; each library
 * makes its request objects beforehand, as an application would.
 */
interface TokenLibrary extends AutoCloseable {

  /**
   * Gets a token, from the cache if it is there.
   *
   * @param request the number of the request
   * @return the access token
   */
  String get(int request);

  /**
   * Gets a token from the endpoint, whatever the cache has, and keeps it.
   *
   * @param request the number of the request
   * @return the access token
   */
  String renew(int request);

  /**
   * Fills the cache. Passes it by meanwhile, since looking for what is not there costs some
   * libraries a walk over all that is.
   *
   * @param tokens how many; requests below this number are hits from now on
   */
  default void fill(int tokens) {
    for (int request = 0; request < tokens; request++) {
      renew(request);
    }
  }

  @Override
  void close();
}
