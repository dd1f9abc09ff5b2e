package dev.latchkey.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes manual pages. */
@Command(
    name = "man",
    description = {
      "Prints the manual page of a command, or writes those of all commands.",
      "Pages are in the format of man(7)."
    },
    footer = {
      "  latchkey man token device-code | man -l -",
      "  latchkey man --out ~/.local/share/man/man1",
      "  man latchkey-token-device-code"
    })
final class ManCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Writes a page for each command into this folder.")
  private @Nullable Path folder;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "Which command; latchkey itself by default.")
  private List<String> path = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    CommandLine self = Objects.requireNonNull(spec, "spec").commandLine();
    CommandLine command = named(self);
    String version = new VersionText().getVersion()[0];
    if (folder == null) {
      PrintWriter out = self.getOut();
      out.print(new ManPage(command).text(version));
      out.flush();
    } else {
      Files.createDirectories(folder);
      write(command, version, folder);
    }
    return ExitCode.DONE;
  }

  private CommandLine named(CommandLine self) {
    CommandLine command = self.getParent();
    for (String name : path) {
      CommandLine next = command.getSubcommands().get(name);
      if (next == null) {
        throw new ParameterException(
            self, "there is no such command below " + command.getCommandSpec().qualifiedName());
      }
      command = next;
    }
    return command;
  }

  private static void write(CommandLine command, String version, Path folder) throws IOException {
    ManPage page = new ManPage(command);
    Files.writeString(folder.resolve(page.name() + ".1"), page.text(version));
    for (CommandLine below : command.getSubcommands().values()) {
      if (!below.getCommandSpec().helpCommand()) {
        write(below, version, folder);
      }
    }
  }
}
