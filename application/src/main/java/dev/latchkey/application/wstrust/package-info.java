/**
 * Signs federated users in with name and password: user realm, federation metadata, WS-Trust. The
 * only room that knows XML. For the use case of passwords alone.
 */
@NullMarked
package dev.latchkey.application.wstrust;

import org.jspecify.annotations.NullMarked;
