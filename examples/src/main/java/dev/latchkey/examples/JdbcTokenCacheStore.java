package dev.latchkey.examples;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoreLayout;
import dev.latchkey.spi.cache.StoredPartition;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.Version;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** A store of one's own, complete: a row for each partition; the database compares and writes. */
final class JdbcTokenCacheStore implements TokenCacheStore {

  static final String TABLE =
      "CREATE TABLE token_cache (id VARCHAR(128) PRIMARY KEY, version VARCHAR(36), bytes BLOB)";

  private final DataSource database;
  private final AtomicBoolean closed = new AtomicBoolean();

  JdbcTokenCacheStore(DataSource database) {
    this.database = database;
  }

  @Override
  public StoredPartition load(StoreKey partition) {
    String sql = "SELECT version, bytes FROM token_cache WHERE id = ?";
    return run(sql, it -> content(it.executeQuery()), partition.value());
  }

  @Override
  public Replaced replace(StoreKey partition, Version expected, byte[] next, Duration lifetime) {
    if (lifetime.isZero() || lifetime.isNegative()) {
      throw new IllegalArgumentException("lifetime is not more than zero");
    }
    String version = UUID.randomUUID().toString();
    String sql =
        expected.equals(Version.ABSENT)
            ? "INSERT INTO token_cache SELECT ?1, ?2, ?3 WHERE ?4 = ''"
            : "UPDATE token_cache SET version = ?2, bytes = ?3 WHERE id = ?1 AND version = ?4";
    int rows = rows(sql, partition.value(), version, next.clone(), expected.value());
    return rows == 1 ? new Replaced.Done(new Version(version)) : conflict(partition);
  }

  @Override
  public Replaced remove(StoreKey partition, Version expected) {
    String sql = "DELETE FROM token_cache WHERE id = ? AND version = ?";
    int rows = rows(sql, partition.value(), expected.value());
    StoredPartition now = rows == 1 ? StoredPartition.absent() : load(partition);
    boolean done = rows == 1 || (!now.exists() && expected.equals(Version.ABSENT));
    return done ? new Replaced.Done(Version.ABSENT) : new Replaced.Conflict(now);
  }

  @Override
  public StoreLayout layout() {
    return StoreLayout.PARTITIONED;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public void close() {
    closed.set(true);
  }

  private Replaced conflict(StoreKey partition) {
    return new Replaced.Conflict(load(partition));
  }

  private int rows(String sql, Object... values) {
    return run(sql, JdbcTokenCacheStore::rows, values);
  }

  private static int rows(PreparedStatement change) throws SQLException {
    try {
      return change.executeUpdate();
    } catch (SQLIntegrityConstraintViolationException e) {
      return 0; // somebody else created it
    }
  }

  private static StoredPartition content(ResultSet row) throws SQLException {
    return row.next()
        ? StoredPartition.of(new Version(row.getString(1)), row.getBytes(2))
        : StoredPartition.absent();
  }

  private <T> T run(String sql, Step<T> step, Object... values) {
    if (closed.get()) {
      throw new CacheException("the store is closed");
    }
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return step.run(statement);
    } catch (SQLException e) {
      throw new CacheException("the database did not answer", FailureDetails.none(), e);
    }
  }

  private interface Step<T> {
    T run(PreparedStatement statement) throws SQLException;
  }
}
