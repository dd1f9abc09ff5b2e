package dev.latchkey.cli;

import dev.latchkey.cli.doctor.AdaptersCheck;
import dev.latchkey.cli.doctor.AuthorityCheck;
import dev.latchkey.cli.doctor.CertificateCheck;
import dev.latchkey.cli.doctor.Check;
import dev.latchkey.cli.doctor.Finding;
import dev.latchkey.cli.doctor.JavaCheck;
import dev.latchkey.cli.doctor.KindCheck;
import dev.latchkey.cli.doctor.MachineRegionCheck;
import dev.latchkey.cli.doctor.ManagedIdentityCheck;
import dev.latchkey.cli.doctor.ProxyCheck;
import dev.latchkey.cli.doctor.SandboxCheck;
import dev.latchkey.cli.doctor.VariablesCheck;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.spi.Providers;
import dev.latchkey.spi.crypto.CryptoProvider;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.HttpTransportProvider;
import dev.latchkey.spi.system.EnvironmentReader;
import dev.latchkey.spi.time.TimeSource;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what works on this machine. */
@Command(
    name = "doctor",
    description = {
      "Says what works on this machine.",
      "Checks Java, the adapters, TLS, the host's identity and the environment and, if one is named, an authority:"
          + " its kind, tenant, aliases and region, the way there, the dates of its certificates,"
          + " its issuer and endpoints, and whether its clock and this machine's agree.",
      "One line for each finding: ok, warn or fail; then the verdict. Exit code 0 unless something"
          + " fails."
    },
    footer = {
      "  latchkey doctor",
      "  latchkey doctor --authority https://login.microsoftonline.com/contoso.example",
      "  latchkey doctor --oidc-authority https://login.example.org/realms/name",
      "  latchkey doctor --authority https://login.microsoftonline.com/common \\",
      "      --proxy-env --json"
    })
final class DoctorCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final AuthorityOptions authority = new AuthorityOptions();

  @Mixin private final HttpOptions http;

  @Option(names = "--json", description = "Prints one JSON object in place of lines.")
  private boolean json;

  @Option(
      names = "--ask-machine",
      description =
          "Asks the metadata service of this machine (169.254.169.254) which Azure region it is"
              + " in.")
  private boolean asksMachine;

  private final EnvironmentReader environment;

  DoctorCommand(EnvironmentReader environment) {
    this.http = new HttpOptions(environment);
    this.environment = environment;
  }

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    PrintWriter err = Objects.requireNonNull(spec, "spec").commandLine().getErr();
    List<Finding> findings = new ArrayList<>();
    for (Check check : checks()) {
      for (Finding finding : findings(check, err)) {
        findings.add(finding);
        if (!json) {
          DoctorReport.print(finding, out);
        }
      }
    }
    if (json) {
      out.println(DoctorReport.json(findings));
      out.flush();
    } else {
      DoctorReport.print(DoctorReport.verdict(findings), out);
    }
    return DoctorReport.worst(findings) == Finding.Verdict.FAIL
        ? ExitCode.UNEXPECTED
        : ExitCode.DONE;
  }

  private List<Finding> findings(Check check, PrintWriter err) {
    Duration limit = http.settings().timeout();
    return Patience.during(err, "busy with: " + check.subject(), limit, check::run);
  }

  private List<Check> checks() {
    Providers<HttpTransportProvider> transports =
        Providers.in(
            ServiceLoader.load(HttpTransportProvider.class),
            "HTTP adapter",
            "add latchkey-adapters-http to the class path");
    Providers<CryptoProvider> crypto =
        Providers.in(
            ServiceLoader.load(CryptoProvider.class),
            "crypto adapter",
            "add latchkey-adapters-crypto to the class path");
    List<Check> checks = new ArrayList<>();
    checks.add(new JavaCheck(environment));
    checks.add(new AdaptersCheck("http adapters", transports, "latchkey-adapters-http"));
    checks.add(new AdaptersCheck("crypto adapters", crypto));
    checks.add(new SandboxCheck(transports));
    checks.add(new ManagedIdentityCheck(environment, http.adapter()));
    if (!http.readsEnvironment()) {
      checks.add(new VariablesCheck(environment));
    }
    if (asksMachine) {
      checks.add(
          new MachineRegionCheck(
              transports.choose(http.adapter()), http.settings(), TimeSource.system()));
    }
    authority.authority().ifPresent(named -> checks.addAll(checks(named, transports)));
    return checks;
  }

  private List<Check> checks(Authority named, Providers<HttpTransportProvider> adapters) {
    HttpSettings settings = http.settings();
    TimeSource time = TimeSource.system();
    return List.of(
        new KindCheck(named, environment),
        new ProxyCheck(named, settings),
        new CertificateCheck(named, settings, time),
        new AuthorityCheck(named, adapters.choose(http.adapter()), settings, time));
  }
}
