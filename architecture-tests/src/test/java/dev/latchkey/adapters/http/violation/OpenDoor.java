package dev.latchkey.adapters.http.violation;

/** Public, and no provider. */
public class OpenDoor {}
