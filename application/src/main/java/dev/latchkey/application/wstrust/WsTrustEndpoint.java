package dev.latchkey.application.wstrust;

import java.net.URI;

/**
 * Where a federation server takes names and passwords.
 *
 * @param address an https URL
 * @param version how to speak to it
 */
record WsTrustEndpoint(URI address, WsTrustVersion version) {}
