package dev.latchkey.sandbox.violation;

import dev.latchkey.domain.id.ClientId;

/** A sandbox that shares a type, and its mistakes, with the client. */
public interface KnowsTheDomain {
  ClientId clientId();
}
