package dev.latchkey.application.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which resource of a Cloud Shell a scope belongs to. */
class CloudShellResourcesTest {

  @ParameterizedTest
  @CsvSource({
    "https://management.azure.com/.default, https://management.azure.com",
    "https://management.azure.com//.default, https://management.azure.com",
    "https://management.core.windows.net:8443/user_impersonation,"
        + " https://management.core.windows.net:8443",
    "https://analysis.windows.net/powerbi/api/.default, https://analysis.windows.net/powerbi/api",
    "https://pas.windows.net/CheckMyAccess/Linux/.default,"
        + " https://pas.windows.net/CheckMyAccess/Linux/.default",
    "https://pas.windows.net/Other/.default, https://pas.windows.net",
    "api://orders/Read, api://orders",
    "api://orders, api://orders",
    "3e2d1c0b-aaaa-4bbb-8ccc-d0d1d2d3d4d5/.default, 3e2d1c0b-aaaa-4bbb-8ccc-d0d1d2d3d4d5",
    "3e2d1c0b-aaaa-4bbb-8ccc-d0d1d2d3d4d5/Read, 3e2d1c0b-aaaa-4bbb-8ccc-d0d1d2d3d4d5/Read",
    "User.Read, User.Read"
  })
  void scopeNamesItsResource(String scope, String resource) {
    assertThat(CloudShellResources.of(scope)).isEqualTo(resource);
  }
}
