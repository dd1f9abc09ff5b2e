package dev.latchkey.cli.doctor;

import java.util.List;

/** Looks at one thing. */
public interface Check {

  /** {@return what it is about to look at, for people who wait} */
  String subject();

  /** {@return what was found, at least one; never throws for what it looks at} */
  List<Finding> run();
}
