package dev.latchkey.client.internal;

import dev.latchkey.application.chain.AcquireByChain;
import dev.latchkey.application.chain.AzureCli;
import dev.latchkey.application.chain.ChainReport;
import dev.latchkey.application.flight.FlightPool;
import dev.latchkey.application.request.LinkOutcome;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.CredentialUnavailableException;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.spi.Providers;
import dev.latchkey.spi.identity.ChainLink;
import dev.latchkey.spi.system.ProcessRunner;
import dev.latchkey.spi.system.ProcessRunnerProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The links of one chain, wired. */
public final class ChainParts implements AutoCloseable {

  private static final String NO_PROCESSES = "add the latchkey-adapters-process artifact";
  private static final ClientId AZURE_CLI = new ClientId("azure-cli");
  private static final Authority HOME = Authority.entra(Cloud.PUBLIC, "organizations");

  private final AzureVariables variables;
  private final ChainOptions chain;
  private final ClientOptions options;
  private final List<ChainLink> opened = new ArrayList<>();
  private final ChainReport report = new ChainReport();
  private final AcquireByChain acquireByChain;
  private final FlightPool asyncPool;

  /**
   * Wires a chain.
   *
   * @param chain which links
   * @param options everything else
   */
  public ChainParts(ChainOptions chain, ClientOptions options) {
    this.chain = chain;
    this.options = options.copy();
    this.variables = new AzureVariables(options.environment());
    LinkChoice choice = LinkChoice.of(chain, variables.find(LinkChoice.VARIABLE).orElse(null));
    List<ChainLink> links = new ArrayList<>();
    List<LinkOutcome> leftOut = new ArrayList<>(choice.leftOut());
    try {
      for (String name : choice.names()) {
        links.add(link(name));
      }
    } catch (RuntimeException e) {
      opened.forEach(ChainLink::close);
      throw e;
    }
    this.acquireByChain = new AcquireByChain(links, leftOut, report);
    this.asyncPool =
        new FlightPool(
            "latchkey-async", 4 * options.httpSettings().maxConnections(), options.classLoader());
  }

  private ChainLink link(String name) {
    return switch (name) {
      case LinkChoice.ENVIRONMENT ->
          own(new AppLink(name, () -> variables.application(options), this::tenant));
      case LinkChoice.WORKLOAD ->
          own(new AppLink(name, () -> variables.workload(options), this::tenant));
      case HostLink.NAME -> own(new HostLink(chain.identity(), chain.files(), variables, options));
      case LinkChoice.AZURE_CLI -> own(new AppLink(name, this::azureCli, wanted -> wanted));
      default -> given(name);
    };
  }

  private ChainLink own(ChainLink link) {
    opened.add(link);
    return link;
  }

  // Links of the application's stay its own to close.
  private ChainLink given(String name) {
    List<ChainLink> all = new ArrayList<>(chain.people());
    all.addAll(chain.own());
    return all.stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new ConfigurationException("no link is called " + name));
  }

  private @Nullable String tenant(@Nullable String wanted) {
    return AppLink.checkedTenant(wanted, variables, chain.tenants());
  }

  private ConfidentialParts azureCli() {
    ClientOptions own = options.copy();
    own.authority(HOME);
    // A person's tokens do not belong where the application keeps its own.
    own.tokenCache(CacheParts.inMemory(own.time(), own.random()));
    return ConfidentialParts.of(
        AZURE_CLI, new AzureCli(processes(), HOME.realm(), chain.subscription(), own.time()), own);
  }

  private ProcessRunner processes() {
    ProcessRunner given = chain.processes();
    if (given != null) {
      return given;
    }
    try {
      return Providers.in(
              ServiceLoader.load(ProcessRunnerProvider.class, options.classLoader()),
              "runner of child processes",
              NO_PROCESSES)
          .choose(null)
          .open();
    } catch (ConfigurationException e) {
      throw new CredentialUnavailableException(String.valueOf(e.getMessage()));
    }
  }

  /** {@return asks the links} */
  public AcquireByChain acquireByChain() {
    return acquireByChain;
  }

  /** {@return what came of each} */
  public ChainReport report() {
    return report;
  }

  /** {@return where asynchronous calls run} */
  public Executor asyncExecutor() {
    Executor given = options.executor();
    return given == null ? asyncPool : given;
  }

  /** Closes what was opened here. */
  @Override
  public void close() {
    asyncPool.close();
    opened.forEach(ChainLink::close);
  }
}
