package dev.latchkey.sandbox;

import java.security.PublicKey;

/** Whose word about a workload an application relies on (Entra: federated identity credential). */
record FederatedIdentity(String issuer, String subject, String audience, PublicKey key) {}
