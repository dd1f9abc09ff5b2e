package dev.latchkey.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.tck.TokenCacheStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A store over a database")
class JdbcTokenCacheStoreContractTest extends TokenCacheStoreContract {

  private static final Path SOURCE =
      Path.of("src/main/java/dev/latchkey/examples/JdbcTokenCacheStore.java");

  private final JdbcDataSource database = new JdbcDataSource();

  @BeforeEach
  void makeTable() {
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    execute(JdbcTokenCacheStore.TABLE);
  }

  @AfterEach
  void endDatabase() {
    execute("SHUTDOWN");
  }

  @Override
  protected TokenCacheStore open() {
    return new JdbcTokenCacheStore(database);
  }

  @Override
  protected void breakMedium() {
    execute("DROP TABLE token_cache");
  }

  @Test
  @DisplayName("is complete in less than a hundred lines of code")
  void isShort() throws IOException {
    assertThat(Files.readAllLines(SOURCE))
        .filteredOn(line -> !line.isBlank() && !line.startsWith("import "))
        .hasSizeLessThan(100);
  }

  private void execute(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
