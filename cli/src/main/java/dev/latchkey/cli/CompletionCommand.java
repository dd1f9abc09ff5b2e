package dev.latchkey.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Teaches a shell the commands and their options. */
@Command(
    name = "completion",
    description = {
      "Prints a script that completes commands, options and file names.",
      "The shell reads it once, at its start."
    },
    footer = {
      "  source <(latchkey completion bash)",
      "  latchkey completion bash \\",
      "      > ~/.local/share/bash-completion/completions/latchkey",
      "  echo 'source <(latchkey completion zsh)' >> ~/.zshrc"
    })
final class CompletionCommand implements Callable<Integer> {

  /** The shells, by the names that people type. */
  enum Shell {
    bash,
    zsh
  }

  @Spec private @Nullable CommandSpec spec;

  // One script serves both: it asks which shell reads it.
  @Parameters(paramLabel = "SHELL", description = "Which shell: ${COMPLETION-CANDIDATES}.")
  @SuppressWarnings("UnusedVariable")
  private Shell shell = Shell.bash;

  @Override
  public Integer call() {
    CommandLine command = Objects.requireNonNull(spec, "spec").commandLine();
    CommandLine root = command.getParent();
    PrintWriter out = command.getOut();
    out.print(AutoComplete.bash(root.getCommandName(), root));
    out.flush();
    return ExitCode.DONE;
  }
}
