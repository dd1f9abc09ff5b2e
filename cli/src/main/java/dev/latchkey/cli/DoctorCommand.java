package dev.latchkey.cli;

import dev.latchkey.cli.doctor.Adapters;
import dev.latchkey.cli.doctor.AdaptersCheck;
import dev.latchkey.cli.doctor.AuthorityCheck;
import dev.latchkey.cli.doctor.Check;
import dev.latchkey.cli.doctor.Finding;
import dev.latchkey.cli.doctor.JavaCheck;
import dev.latchkey.cli.doctor.SandboxCheck;
import dev.latchkey.cli.doctor.VariablesCheck;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.spi.crypto.CryptoProvider;
import dev.latchkey.spi.http.HttpTransportProvider;
import dev.latchkey.spi.system.EnvironmentReader;
import dev.latchkey.spi.time.TimeSource;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what works on this machine. */
@Command(
    name = "doctor",
    description = {
      "Says what works on this machine.",
      "Checks Java, the adapters, TLS and the environment and, if one is named, an authority:"
          + " whether it can be reached and whether its clock and this machine's agree.",
      "One line for each finding: ok, warn or fail. Exit code 0 unless something fails."
    },
    footer = {
      "  latchkey doctor",
      "  latchkey doctor --authority https://login.microsoftonline.com/contoso.example",
      "  latchkey doctor --oidc-authority https://login.example.org/realms/name"
    })
final class DoctorCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final AuthorityOptions authority = new AuthorityOptions();

  @Mixin private final HttpOptions http = new HttpOptions();

  private final EnvironmentReader environment;

  DoctorCommand(EnvironmentReader environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    PrintWriter err = Objects.requireNonNull(spec, "spec").commandLine().getErr();
    boolean healthy = true;
    for (Check check : checks()) {
      for (Finding finding : findings(check, err)) {
        out.println(line(finding));
        healthy &= finding.verdict() != Finding.Verdict.FAIL;
      }
      out.flush();
    }
    return healthy ? ExitCode.DONE : ExitCode.UNEXPECTED;
  }

  private List<Finding> findings(Check check, PrintWriter err) {
    Duration limit = http.settings().timeout();
    return Patience.during(err, "busy with: " + check.subject(), limit, check::run);
  }

  private List<Check> checks() {
    Adapters<HttpTransportProvider> transports =
        Adapters.in(ServiceLoader.load(HttpTransportProvider.class));
    Adapters<CryptoProvider> crypto = Adapters.in(ServiceLoader.load(CryptoProvider.class));
    List<Check> checks = new ArrayList<>();
    checks.add(new JavaCheck(environment));
    checks.add(new AdaptersCheck("http adapters", transports, "latchkey-adapters-http"));
    checks.add(new AdaptersCheck("crypto adapters", crypto));
    checks.add(new SandboxCheck(transports));
    checks.add(new VariablesCheck(environment));
    authority.authority().ifPresent(named -> checks.add(check(named, transports)));
    return checks;
  }

  private Check check(Authority named, Adapters<HttpTransportProvider> adapters) {
    HttpTransportProvider adapter =
        adapters.usable().stream()
            .filter(it -> it.name().equals(http.adapter()))
            .findFirst()
            .orElseThrow(
                () -> new ConfigurationException("no HTTP adapter is called " + http.adapter()));
    return new AuthorityCheck(named, adapter, http.settings(), TimeSource.system());
  }

  private static String line(Finding finding) {
    String verdict = finding.verdict().name().toLowerCase(Locale.ROOT);
    return String.format(Locale.ROOT, "%-5s %-16s %s", verdict, finding.subject(), finding.words());
  }
}
