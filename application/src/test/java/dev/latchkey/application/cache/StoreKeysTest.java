package dev.latchkey.application.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import org.junit.jupiter.api.Test;

class StoreKeysTest {

  private static final ClientId APP = new ClientId("app");

  // Computed elsewhere. Versions that share a cluster have to look in the same place (C-10).
  @Test
  void thePlacesOfPartitionsNeverChange() {
    assertThat(StoreKeys.of(new PartitionKey.User(new HomeAccountId("uid.utid"))).value())
        .isEqualTo("pFZrTxq_d4aV5RDi7BMjP9Gf7uIxGPhYNCaHyVGVmgw");
    assertThat(
            StoreKeys.of(
                    new PartitionKey.App(
                        APP,
                        new Environment("login.windows.net"),
                        new Realm("contoso.onmicrosoft.com")))
                .value())
        .isEqualTo("fyMrzrijl5hVA3tTkcpHgmwtilWsKg9DDZUqyQWHj74");
    assertThat(StoreKeys.of(new PartitionKey.Obo(APP, "k1")).value())
        .isEqualTo("H0KGg_XmBxjM-nfUNuaAKD2abcm3WFH3j0gtBfTPcm4");
  }

  @Test
  void partsThatRunTogetherAreToldApart() {
    assertThat(StoreKeys.of(new PartitionKey.Obo(new ClientId("a"), "bc")))
        .isNotEqualTo(StoreKeys.of(new PartitionKey.Obo(new ClientId("ab"), "c")));
  }
}
