package dev.latchkey.sandbox;

import java.util.Map;

/** One grant type. */
interface Grant {

  /** Returns the value of {@code grant_type}. */
  String type();

  /**
   * Refuses a request that lacks a parameter; asked before the client is looked at, as servers do.
   */
  void checkParameters(RecordedRequest request) throws Refusal;

  /** Returns the members of a successful answer. */
  Map<String, Object> grant(TokenCall call) throws Refusal;
}
