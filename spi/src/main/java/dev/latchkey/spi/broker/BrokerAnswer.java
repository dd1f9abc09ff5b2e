package dev.latchkey.spi.broker;

/**
 * What a broker said to a wish for a token. What its refusals mean for the flow is for the caller
 * to decide.
 *
 * @since 0.1
 */
public sealed interface BrokerAnswer permits BrokerToken, BrokerRefusal {}
