package dev.latchkey.adapters.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;

/** Stands for a hardware module: the only provider that can use an {@link OpaqueKey}. */
final class TestModule extends Provider {

  private static final long serialVersionUID = 1L;

  TestModule() {
    super("TestModule", "1", "signs with opaque keys");
    putService(new Signing(this, "SHA256withRSA"));
    putService(new Signing(this, "RSASSA-PSS"));
    putService(new Signing(this, "SHA256withECDSA"));
  }

  /** A key that cannot be had, only used. */
  static final class OpaqueKey implements PrivateKey {

    private static final long serialVersionUID = 1L;

    private final transient PrivateKey inside;

    OpaqueKey(PrivateKey inside) {
      this.inside = inside;
    }

    @Override
    public String getAlgorithm() {
      return inside.getAlgorithm();
    }

    @Override
    public String getFormat() {
      return null;
    }

    @Override
    public byte[] getEncoded() {
      throw new AssertionError("the encoded form of an opaque key was asked for");
    }
  }

  /** A module that was pulled out. */
  static final class Broken extends Provider {

    private static final long serialVersionUID = 1L;

    Broken() {
      super("TestModuleBroken", "1", "fails");
      for (String name : new String[] {"SHA256withRSA", "RSASSA-PSS", "SHA256withECDSA"}) {
        putService(
            new Service(this, "Signature", name, "none", null, null) {
              @Override
              public Object newInstance(Object parameter) {
                throw new ProviderException("module is gone");
              }

              @Override
              public boolean supportsParameter(Object parameter) {
                return true;
              }
            });
      }
    }
  }

  private static final class Signing extends Provider.Service {

    private final String name;

    Signing(Provider provider, String name) {
      super(provider, "Signature", name, OpaqueSignature.class.getName(), null, null);
      this.name = name;
    }

    @Override
    public Object newInstance(Object parameter) {
      return new OpaqueSignature(name);
    }

    @Override
    public boolean supportsParameter(Object parameter) {
      return parameter instanceof OpaqueKey;
    }
  }

  private static final class OpaqueSignature extends SignatureSpi {

    private final Signature inside;

    OpaqueSignature(String name) {
      try {
        this.inside = Signature.getInstance(name);
      } catch (GeneralSecurityException e) {
        throw new ProviderException(e);
      }
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      if (!(key instanceof OpaqueKey opaque)) {
        throw new InvalidKeyException("not a key of this module");
      }
      inside.initSign(opaque.inside);
    }

    @Override
    protected void engineInitVerify(PublicKey key) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected void engineUpdate(byte b) throws SignatureException {
      inside.update(b);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) throws SignatureException {
      inside.update(bytes, offset, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      return inside.sign();
    }

    @Override
    protected boolean engineVerify(byte[] signature) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected void engineSetParameter(AlgorithmParameterSpec parameters) {
      try {
        inside.setParameter(parameters);
      } catch (GeneralSecurityException e) {
        throw new ProviderException(e);
      }
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException();
    }
  }
}
