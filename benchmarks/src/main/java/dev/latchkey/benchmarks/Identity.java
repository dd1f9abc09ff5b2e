package dev.latchkey.benchmarks;

import dev.latchkey.sandbox.TestCertificate;

/** What a client proves itself with. */
enum Identity {
  /** A text. */
  SECRET,
  /** An RSA key of 2048 bits with its certificate. */
  CERTIFICATE;

  /** Makes a certificate, another one each time. */
  static TestCertificate certificate() {
    return TestCertificate.rsa("CN=benchmark");
  }
}
