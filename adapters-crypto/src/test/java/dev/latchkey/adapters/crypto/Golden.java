package dev.latchkey.adapters.crypto;

/** Vectors that were made elsewhere. */
final class Golden {

  /** The public key of a signed HTTP request, in its canonical form. */
  static final String SHR_PUBLIC_KEY =
      "{\"e\":\"AQAB\",\"kty\":\"RSA\",\"n\":\"uRKsqc4Z2gxkT5gQt4EMRrf5hxAJmOLEjrOpzmoj"
          + "sVdRcbMejOTp99qUstqLrsLt_MmB2j29-1EI17k8GAcorjeySuhG4uTKcUtt6w6YSDYFALbn-uJc2Tzl"
          + "uHllZ6ix0jmD4Nt4-kk6u0tqpBM0IGo-rZQrqr7O02jzBr8EGeq6i8iE1pvrG8H5gWYc51_Avld_fGIn"
          + "4SBe75gneauckX45rDgsHXviiWu-sjhnerDCFkK4IPhF_bvf2OjAXtxOpzqtALwUjLsN27P8QrjZguUU"
          + "hcwtuLrD5V-M6O11HTKUO6CsxiaDUTW7q1RlAQhaULvdTATEuJWeDBGAAGw58Q\"}";

  /** A signed HTTP request, RS256, that verifies with that key. */
  static final String SHR =
      "eyJhbGciOiJSUzI1NiIsImtpZCI6Ii01UmpRWWdMZVI1V1Z6Zmt0cGhyUUZGNjA2RF9xcGh4Q3JFcUY4"
          + "RW0yYXMiLCJ0eXAiOiJwb3AifQ.eyJhdCI6IkFULXBvcC0xIiwidHMiOjE4OTM0NTYwMDAsIm0iOiJQT"
          + "1NUIiwidSI6Im9yZGVycy5jb250b3NvLmV4YW1wbGU6ODQ0MyIsInAiOiIvdjEvb3JkZXJzIiwicSI6W"
          + "1sicGFnZSIsImxhbmciXSwieVhTTnMyTVdfVHRrZzJCWFZTV0F2b1NiRUhvaXRnTUpGa0JKcHh4SFduV"
          + "SJdLCJoIjpbWyJjb250ZW50LXR5cGUiLCJjb250ZW50LWxlbmd0aCJdLCJDdEtnNFhrMEk5Si16NzJwW"
          + "G1vc2lBNW9CZURGOVZIc3g0Qm5FMWMwc29RIl0sImIiOiJXLXk0eFFrUGNtVWNmYzZzTzFKZnV6eW96e"
          + "jNDMDRkQUI1T0tYeGEyQzl3Iiwibm9uY2UiOiI5ZjZjMmIxYTBkNGU0ZjdhYjNjNWQ2ZTdmODA5MWEyY"
          + "iIsImNuZiI6eyJqd2siOnsia3R5IjoiUlNBIiwibiI6InVSS3NxYzRaMmd4a1Q1Z1F0NEVNUnJmNWh4Q"
          + "UptT0xFanJPcHptb2pzVmRSY2JNZWpPVHA5OXFVc3RxTHJzTHRfTW1CMmoyOS0xRUkxN2s4R0Fjb3JqZ"
          + "XlTdWhHNHVUS2NVdHQ2dzZZU0RZRkFMYm4tdUpjMlR6bHVIbGxaNml4MGptRDROdDQta2s2dTB0cXBCT"
          + "TBJR28tclpRcnFyN08wMmp6QnI4RUdlcTZpOGlFMXB2ckc4SDVnV1ljNTFfQXZsZF9mR0luNFNCZTc1Z"
          + "25lYXVja1g0NXJEZ3NIWHZpaVd1LXNqaG5lckRDRmtLNElQaEZfYnZmMk9qQVh0eE9wenF0QUx3VWpMc"
          + "04yN1A4UXJqWmd1VVVoY3d0dUxyRDVWLU02TzExSFRLVU82Q3N4aWFEVVRXN3ExUmxBUWhhVUx2ZFRBV"
          + "EV1SldlREJHQUFHdzU4USIsImUiOiJBUUFCIn19fQ.Rsw6HcUl0u5FXqoFOJx4UnwP9oigG3c4yXZz53"
          + "qiF-5HKC0KnhBwmjEov4mA2ulju3jLsoMLI-KaKZ-d2Xi0DtsOy4fH_b4AwMrwbQyQI-5gvm8sW72hmI"
          + "-JvDe7SMzUtXBpPFKdOkpmvuAX8cNaimajQuLG4rfyGmSY3LruHCrfyAH6gxWMgqbWRMbsIM5MZ6sIUF"
          + "pvEysZPukH_w4WR4zJAmcbmFnAZ_ZaiBlMo98Hlk8uFOIBkwV2ZSn86CJaHL_W9LUbzDMiNzkCgWFcYT"
          + "UqY1mcr01w_nqDoVpDqoIxW9P0NlRNkKAmMZx5KvL3M_le-sRamWNs_0LDnA7WPw";

  private Golden() {}
}
