package dev.latchkey.cli;

import dev.latchkey.cli.demo.Demo;
import dev.latchkey.cli.demo.Settings;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the library at work. */
@Command(
    name = "demo",
    description = {
      "Shows the library at work; nothing leaves this machine.",
      "Gets tokens from an identity provider within this process, and shows for each call"
          + " where the token came from, how many HTTP requests arrived, and how long it took."
    },
    footer = {"  latchkey demo", "  latchkey demo --http jdk", "  latchkey demo --interactive"})
final class DemoCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--http",
      paramLabel = "NAME",
      defaultValue = "apache",
      description = "HTTP adapter: apache or jdk (default: ${DEFAULT-VALUE}).")
  private String adapter = "apache";

  @Option(
      names = "--interactive",
      description = "Opens the browser of this machine, for you to sign in with.")
  private boolean interactive;

  @Option(
      names = "--browser",
      paramLabel = "COMMAND",
      description = "Opens this program instead; it is given the address as its only argument.")
  private @Nullable String browser;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    PrintWriter err = Objects.requireNonNull(spec, "spec").commandLine().getErr();
    Settings settings = new Settings(adapter, interactive || browser != null, browser);
    return Demo.play(settings, out, err) ? ExitCode.DONE : ExitCode.UNEXPECTED;
  }
}
