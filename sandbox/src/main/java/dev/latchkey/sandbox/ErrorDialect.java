package dev.latchkey.sandbox;

/** Puts a refusal in the words of one kind of server. */
interface ErrorDialect {

  Answer answer(RecordedRequest request, Refusal refusal);
}
