package dev.latchkey.client.internal;

import dev.latchkey.application.protocol.Operations;
import dev.latchkey.application.user.UserAudiences;
import dev.latchkey.application.user.UserExchange;
import dev.latchkey.application.user.UserTokens;
import dev.latchkey.domain.id.ClientId;

/** What all use cases of one client share that get tokens of people. */
record UserKit(
    ClientId clientId,
    UserAudiences audiences,
    UserExchange exchange,
    UserTokens tokens,
    Operations operations) {}
