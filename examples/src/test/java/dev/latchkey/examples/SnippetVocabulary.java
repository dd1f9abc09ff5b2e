package dev.latchkey.examples;

import com.hazelcast.core.HazelcastInstance;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.client.CredentialChain;
import dev.latchkey.client.ManagedIdentityClient;
import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.TestCertificate;
import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.cache.CacheKeySource;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.http.HttpTransportProvider;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.io.Console;
import java.net.URI;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Logger;

/** What the snippets of the documentation take for granted: a reader knows what is meant. */
abstract class SnippetVocabulary {

  ConfidentialClient app;
  ConfidentialClient agent;
  PublicClient desktop;
  ManagedIdentityClient client;
  CredentialChain chain;
  ConfidentialClient.Builder builder;
  ClientRequest request;
  ClientCredential credential;
  ClientCredential other;
  KeySource key;
  CacheKeySource keys;
  TokenCacheStore store;
  HazelcastInstance hazelcast;
  Account account;
  TokenResult token;
  Secret incoming;
  List<String> scopes;
  Set<String> OURS;
  UUID objectId;
  String id;
  String clientId;
  String secret;
  String url;
  String program;
  String jobId;
  String agentId;
  String bearerToken;
  String readyMade;
  char[] pin;
  char[] word;
  URI home;
  URI page;
  URI authorizationUri;
  Console console;
  PrivateKey privateKey;
  X509Certificate certificate;
  Provider provider;
  Sandbox sandbox;
  TestCertificate next;
  MeterRegistry meterRegistry;
  OpenTelemetry openTelemetry;
  Vault vault;
  Signer signer;
  Metering metrics;
  Journal log;
  Logger LOG;

  abstract String fetch(Scopes wanted);

  abstract void retryLater(Duration wait);

  abstract void store(Secret text);

  abstract Secret load();

  interface Vault {
    KeySource currentKey();

    String read(String name);
  }

  interface Signer {
    String sign(Object... what);
  }

  interface Metering {
    void count(Object... labels);
  }

  interface Journal {
    void warn(String text, Object... values);
  }

  static final class CarrierHttpTransport implements HttpTransport {
    CarrierHttpTransport(HttpSettings settings) {}

    @Override
    public HttpResponse send(HttpRequest request, Deadline deadline, Cancellation cancellation) {
      throw new UnsupportedOperationException();
    }
  }

  static final class CarrierHttpTransportProvider implements HttpTransportProvider {
    @Override
    public String name() {
      return "carrier";
    }

    @Override
    public int spiLevel() {
      return SpiLevel.CURRENT;
    }

    @Override
    public HttpTransport open(HttpSettings settings) {
      return new CarrierHttpTransport(settings);
    }
  }
}
