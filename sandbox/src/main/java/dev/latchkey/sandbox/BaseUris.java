package dev.latchkey.sandbox;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Under which address a request reached us, so that what it is told to ask next is there too. */
final class BaseUris {

  private final HostNames names;
  private final URI own;

  BaseUris(HostNames names, URI own) {
    this.names = names;
    this.own = own;
  }

  HostNames names() {
    return names;
  }

  URI own() {
    return own;
  }

  /** Returns scheme and host without a slash at the end. */
  String of(RecordedRequest request) {
    String host = request.host().toLowerCase(Locale.ROOT);
    return names.covers(HostNames.withoutPort(host)) ? "https://" + host : own.toString();
  }

  /** Returns {@link #of} for every host that stands for the one asked. */
  List<String> aliases(RecordedRequest request) {
    List<String> all = new ArrayList<>();
    all.add(of(request));
    names
        .aliases(HostNames.withoutPort(request.host()))
        .forEach(host -> all.add("https://" + host));
    return all;
  }

  /** Tells whether an address is this sandbox's, under any name that it has. */
  boolean isOurs(URI uri) {
    String host = String.valueOf(uri.getHost());
    boolean local = HostNames.isLocal(host);
    return local ? uri.getPort() == own.getPort() : names.covers(host);
  }
}
