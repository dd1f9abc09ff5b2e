package dev.latchkey.client.internal;

import dev.latchkey.application.request.LinkOutcome;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.spi.identity.ChainLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which links a chain has: those that the code asks for, as far as whoever runs it agrees.
 *
 * @param names of those that are tried, in order
 * @param leftOut those that are switched off, and why
 */
record LinkChoice(List<String> names, List<LinkOutcome> leftOut) {

  static final String VARIABLE = "AZURE_TOKEN_CREDENTIALS";
  static final String ENVIRONMENT = "environment";
  static final String WORKLOAD = "workload-identity";
  static final String AZURE_CLI = "azure-cli";
  static final String SHARED_CACHE = "shared-cache";
  static final String SIGN_IN = "sign-in";

  private static final List<String> PRODUCTION = List.of(ENVIRONMENT, WORKLOAD, HostLink.NAME);
  private static final List<String> DEVELOPER = List.of(SHARED_CACHE, AZURE_CLI, SIGN_IN);

  // What azure-identity calls them in the same variable.
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "environmentcredential", ENVIRONMENT,
          "workloadidentitycredential", WORKLOAD,
          "managedidentitycredential", HostLink.NAME,
          "azureclicredential", AZURE_CLI);

  static LinkChoice of(ChainOptions chain, @Nullable String told) {
    Set<String> own = new TreeSet<>();
    for (ChainLink link : chain.own()) {
      if (PRODUCTION.contains(link.name())
          || DEVELOPER.contains(link.name())
          || !own.add(link.name())) {
        throw new ConfigurationException(
            "two links of the chain are called " + link.name() + "; give yours another name");
      }
    }
    List<String> wanted = wanted(chain);
    String word = told == null ? "" : told.toLowerCase(Locale.ROOT);
    Map<String, String> off = new LinkedHashMap<>();
    switch (word) {
      case "" -> {
        if (chain.names() == null && !chain.developers()) {
          DEVELOPER.forEach(it -> off.put(it, "off: developer links are not allowed"));
        }
      }
      case "prod" -> DEVELOPER.forEach(it -> off.put(it, "off: " + VARIABLE + " is prod"));
      case "dev" -> PRODUCTION.forEach(it -> off.put(it, "off: " + VARIABLE + " is dev"));
      default -> {
        String only = OTHER_NAMES.getOrDefault(word, word);
        if (!wanted.contains(only)) {
          throw new ConfigurationException(
              "environment variable "
                  + VARIABLE
                  + " is neither prod nor dev nor one of "
                  + String.join(", ", wanted));
        }
        wanted.stream()
            .filter(it -> !it.equals(only))
            .forEach(it -> off.put(it, "off: " + VARIABLE + " names another"));
      }
    }
    return new LinkChoice(
        wanted.stream().filter(it -> !off.containsKey(it)).toList(),
        wanted.stream()
            .filter(off::containsKey)
            .map(it -> new LinkOutcome(it, false, String.valueOf(off.get(it))))
            .toList());
  }

  private static List<String> wanted(ChainOptions chain) {
    List<String> people = chain.people().stream().map(ChainLink::name).toList();
    List<String> own = chain.own().stream().map(ChainLink::name).toList();
    List<String> all = new ArrayList<>(PRODUCTION);
    all.addAll(own);
    Stream.of(SHARED_CACHE, AZURE_CLI, SIGN_IN)
        .filter(it -> it.equals(AZURE_CLI) || people.contains(it))
        .forEach(all::add);
    List<String> named = chain.names();
    if (named == null) {
      return List.copyOf(all);
    }
    List<String> unknown = named.stream().filter(it -> !all.contains(it)).toList();
    if (!unknown.isEmpty() || named.isEmpty()) {
      throw new ConfigurationException(
          "the chain knows no link "
              + String.join(", ", unknown)
              + "; there are: "
              + String.join(", ", all)
              + (people.isEmpty() ? "; developer(client) adds shared-cache and sign-in" : ""));
    }
    return named.stream().distinct().toList();
  }
}
