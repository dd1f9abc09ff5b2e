package dev.latchkey.application.violation.library;

import org.bouncycastle.cert.X509CertificateHolder;

/** A library outside its room. */
public interface UsesBouncyCastle {
  X509CertificateHolder library();
}
