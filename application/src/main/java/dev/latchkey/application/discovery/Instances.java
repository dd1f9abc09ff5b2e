package dev.latchkey.application.discovery;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.authority.EntraAuthority;
import dev.latchkey.domain.id.Environment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts of Entra stand for each other: those of the built-in clouds, and those that the
 * application told. Never learnt from the network, so that a cached token is found without it, and
 * nobody on the way can merge two hosts. Immutable.
 */
public final class Instances {

  private final Map<String, Instance> told;

  private Instances(Map<String, Instance> told) {
    this.told = Map.copyOf(told);
  }

  /** Hosts that stand for each other, and which of them is used when. */
  private record Instance(String network, Environment cache) {}

  /** {@return the built-in clouds alone} */
  public static Instances builtIn() {
    return new Instances(Map.of());
  }

  /**
   * Adds what the application told, which comes before what is built in.
   *
   * @param json an answer of Entra's instance discovery: an object with the member {@code
   *     metadata}, a list of {@code preferred_network}, {@code preferred_cache} and {@code aliases}
   * @return the hosts
   * @throws IllegalArgumentException if it is something else
   */
  public static Instances told(String json) {
    try {
      Map<String, Instance> told = new HashMap<>();
      for (JsonFields entry : StrictJson.object(json).objects("metadata")) {
        add(entry, told);
      }
      if (told.isEmpty()) {
        throw new IllegalArgumentException("it names no hosts under metadata");
      }
      return new Instances(told);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "instance metadata cannot be used: "
              + e.getMessage()
              + "; give an answer of /common/discovery/instance",
          e);
    }
  }

  private static void add(JsonFields entry, Map<String, Instance> told) {
    Instance instance =
        new Instance(
            host(entry.requiredText("preferred_network")),
            new Environment(host(entry.requiredText("preferred_cache"))));
    List<String> aliases = entry.texts("aliases");
    if (aliases == null || aliases.isEmpty()) {
      throw new IllegalArgumentException("member aliases is missing or empty");
    }
    for (String alias : aliases) {
      if (told.put(host(alias), instance) != null) {
        throw new IllegalArgumentException("a host is listed twice under aliases");
      }
    }
  }

  // By the one parser that there is, with any tenant.
  private static String host(String text) {
    try {
      EntraAuthority any = (EntraAuthority) Authority.entra(Cloud.PUBLIC, "common");
      return hostAndPort(any.atHost(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a host is none, of " + text.length() + " characters", e);
    }
  }

  /** {@return whether the application told anything} */
  public boolean areTold() {
    return !told.isEmpty();
  }

  /**
   * Tells under which host an authority's tokens are cached.
   *
   * @param authority whose
   * @return the host
   */
  public Environment environmentOf(Authority authority) {
    Instance instance = find(authority);
    return instance == null ? authority.environment() : instance.cache();
  }

  /** {@return the authority at the host that requests for it are sent to} */
  Authority atNetwork(Authority authority) {
    if (!(authority instanceof EntraAuthority entra)) {
      return authority;
    }
    Instance instance = find(authority);
    String host =
        instance != null
            ? instance.network()
            : Cloud.at(authority.uri()).map(Cloud::host).orElse(null);
    return host == null || host.equals(hostAndPort(authority)) ? authority : entra.atHost(host);
  }

  /** {@return whether a host has to be vouched for before it is sent anything} */
  boolean areSilentAbout(Authority authority) {
    return authority.needsInstanceDiscovery() && find(authority) == null;
  }

  private @Nullable Instance find(Authority authority) {
    return !told.isEmpty() && authority instanceof EntraAuthority
        ? told.get(hostAndPort(authority))
        : null;
  }

  static String hostAndPort(Authority authority) {
    return authority.uri().getRawAuthority();
  }

  /** {@return how many hosts the application told} */
  @Override
  public String toString() {
    return "Instances[told=" + told.size() + "]";
  }
}
