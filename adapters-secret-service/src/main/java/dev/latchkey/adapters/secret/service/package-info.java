/** Keys of the token cache in the desktop's keyring. */
@NullMarked
package dev.latchkey.adapters.secret.service;

import org.jspecify.annotations.NullMarked;
