package dev.latchkey.application.violation.library;

import picocli.CommandLine;

/** A library outside its room. */
public interface UsesPicocli {
  CommandLine library();
}
