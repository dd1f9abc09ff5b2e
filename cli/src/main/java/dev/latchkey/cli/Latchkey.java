package dev.latchkey.cli;

import dev.latchkey.cli.text.Screen;
import dev.latchkey.spi.system.EnvironmentReader;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The program. */
public final class Latchkey {

  private Latchkey() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    // A library on the path says on standard error that nobody reads its log; nobody wants to.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    EnvironmentReader environment = EnvironmentReader.system();
    CommandLine command = commandLine(environment);
    Terminal terminal =
        new Terminal(
            environment, Ansi.AUTO::enabled, () -> command.getCommandSpec().usageMessage().width());
    PrintWriter out = terminal.open(System.out, "out");
    command.setOut(out).setErr(terminal.open(System.err, "err"));
    command.setColorScheme(Help.defaultColorScheme(Screen.hasColours(out) ? Ansi.ON : Ansi.OFF));
    System.exit(command.execute(args));
  }

  static CommandLine commandLine(EnvironmentReader environment) {
    CommandLine token =
        new CommandLine(new TokenCommand())
            .addSubcommand(new ClientCredentialsCommand(environment))
            .addSubcommand(new DeviceCodeCommand(environment))
            .addSubcommand(new InteractiveCommand(environment))
            .addSubcommand(new PasswordCommand(environment))
            .addSubcommand(new OnBehalfOfCommand(environment))
            .addSubcommand(new RefreshTokenCommand(environment))
            .addSubcommand(new SilentCommand(environment))
            .addSubcommand(new ManagedIdentityCommand(environment))
            .addSubcommand(new ChainCommand(environment));
    CommandLine accounts =
        new CommandLine(new AccountsCommand())
            .addSubcommand(new AccountsListCommand(environment))
            .addSubcommand(new AccountsRemoveCommand(environment));
    CommandLine cache =
        new CommandLine(new CacheCommand())
            .addSubcommand(new CacheInspectCommand(environment))
            .addSubcommand(new CacheConvertCommand(environment))
            .addSubcommand(new CachePruneCommand(environment));
    CommandLine root =
        new CommandLine(new LatchkeyCommand())
            .addSubcommand(new DemoCommand())
            .addSubcommand(token)
            .addSubcommand(accounts)
            .addSubcommand(cache)
            .addSubcommand(new DoctorCommand(environment))
            .addSubcommand(new SandboxCommand())
            .addSubcommand(new CompletionCommand())
            .addSubcommand(new ManCommand())
            .addSubcommand(new HelpCommand());
    Converters.register(root);
    dress(root);
    return root.setExecutionStrategy(LogOptions::execute)
        .setParameterExceptionHandler(new UsageReport())
        .setExecutionExceptionHandler(new FailureReport())
        .setUsageHelpAutoWidth(true);
  }

  private static void dress(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    if (!spec.helpCommand()) {
      spec.addMixin("common", CommandSpec.forAnnotatedObject(new CommonOptions()));
    }
    spec.usageMessage().exitCodeList(ExitCode.help()).customSynopsis(Synopsis.of(spec));
    spec.usageMessage()
        .sectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new OptionList());
    command.getSubcommands().values().forEach(Latchkey::dress);
  }
}
