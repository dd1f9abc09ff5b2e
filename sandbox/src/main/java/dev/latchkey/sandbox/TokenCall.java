package dev.latchkey.sandbox;

/**
 * A token request whose sender is known.
 *
 * @param issuer goes into the tokens
 * @param tenant the tenant's id, or the name of the realm
 */
record TokenCall(
    RecordedRequest request, SandboxApplication application, String issuer, String tenant) {}
