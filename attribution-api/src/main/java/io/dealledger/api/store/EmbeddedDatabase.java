package io.dealledger.api.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL server in a folder of ours, for one machine that needs no database administrator. Listens on the loopback
 * interface only and asks for a password that lies beside the data.
 */
final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String OWN_DATABASE = "Set spring.datasource.url (and username, password) to use a PostgreSQL"
            + " of your own instead.";
    private static final String USER = "postgres";
    /** The role that the service connects as: it owns what is beside the ledger, and nothing of the ledger's. */
    static final String SERVICE = "attribution";
    /** Each start gives the role another password, which is written nowhere. */
    private static final String SERVICE_ROLE = """
            DO $$
            DECLARE
                made record;
            BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN
                    CREATE ROLE %1$s LOGIN;
                END IF;
                FOR made IN
                    SELECT oid::regnamespace AS schema FROM pg_namespace
                    WHERE nspname ~ '^(view_|seal$|person$|connectors$)' AND nspowner <> '%1$s'::regrole
                LOOP -- an older version had one role for all
                    EXECUTE format('ALTER SCHEMA %%s OWNER TO %1$s', made.schema);
                END LOOP;
                FOR made IN
                    SELECT oid::regclass AS table FROM pg_class
                    WHERE relnamespace::regnamespace::text ~ '^(view_|seal$|person$|connectors$)' AND relkind IN ('r', 'p', 'v')
                      AND relowner <> '%1$s'::regrole
                LOOP
                    EXECUTE format('ALTER TABLE %%s OWNER TO %1$s', made.table);
                END LOOP;
            END $$;
            ALTER ROLE %1$s PASSWORD '%2$s';
            GRANT CREATE ON DATABASE %3$s TO %1$s""";
    private static final String DATABASE = "ledger";
    private static final String BINARIES = "postgres-binaries";
    /** Redo of all WAL that max_wal_size allows takes about 20 s; this is for a slower disk. */
    private static final Duration START_WITHIN = Duration.ofMinutes(3);
    private static final int STOP_ORPHAN_SECONDS = 20;

    private final DataFolderLock lock;
    private final EmbeddedPostgres server;
    private final String password;
    private final String servicePassword;

    private EmbeddedDatabase(DataFolderLock lock, EmbeddedPostgres server, String password, String servicePassword) {
        this.lock = lock;
        this.server = server;
        this.password = password;
        this.servicePassword = servicePassword;
    }

    /** @throws LedgerStartException if the folder is in use or PostgreSQL cannot run here */
    static EmbeddedDatabase start(Path data) {
        DataFolderLock lock = DataFolderLock.take(data);
        Path folder = lock.folder();
        try {
            refuseRootWithoutNamespaces();
            Path cluster = folder.resolve("postgres");
            Path passwordFile = folder.resolve("postgres.password");
            if (!Files.exists(cluster)) {
                initialise(folder, cluster, passwordFile);
            }
            stopOrphan(cluster);
            String password = Files.readString(passwordFile, UTF_8).strip();
            EmbeddedPostgres server = builder(folder, cluster).setConnectConfig("password", password).start();
            closeToOthers(folder.resolve(BINARIES));
            log.info("embedded PostgreSQL on port {}, data in {}", server.getPort(), folder);
            return new EmbeddedDatabase(lock, server, password, letServiceIn(server));
        } catch (IOException | SQLException | RuntimeException | ExceptionInInitializerError e) {
            closeQuietly(lock);
            throw e instanceof LedgerStartException known ? known : cannotStart(folder, e);
        }
    }

    String url() {
        return "jdbc:postgresql://localhost:%d/%s?ApplicationName=attribution&tcpKeepAlive=true"
                .formatted(server.getPort(), DATABASE);
    }

    /** The owner of the ledger's tables. */
    String user() {
        return USER;
    }

    String password() {
        return password;
    }

    String servicePassword() {
        return servicePassword;
    }

    @Override
    public void close() throws IOException {
        server.close();
        lock.close();
    }

    /**
     * If the process stops in here, the next start finds no cluster under its final name and begins anew: nothing can
     * have been acknowledged yet.
     */
    private static void initialise(Path folder, Path cluster, Path passwordFile) throws IOException, SQLException {
        log.info("first start: making a PostgreSQL database in {}", folder);
        Path unfinished = folder.resolve("postgres.unfinished");
        stopOrphan(unfinished);
        FileSystemUtils.deleteRecursively(unfinished);
        String password = newPassword();
        try (EmbeddedPostgres server = builder(folder, unfinished).start();
                Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER ROLE " + USER + " PASSWORD '" + password + "'");
            statement.execute("CREATE DATABASE " + DATABASE);
        }
        Files.writeString(unfinished.resolve("pg_hba.conf"), "host all all localhost scram-sha-256\n", UTF_8);
        writeForOwnerOnly(passwordFile, password);
        Files.move(unfinished, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    /** @return the password with which {@link #SERVICE} connects until the next start */
    private static String letServiceIn(EmbeddedPostgres server) throws SQLException {
        String password = newPassword();
        try (Connection connection = server.getDatabase(USER, DATABASE).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SERVICE_ROLE.formatted(SERVICE, password, DATABASE));
        }
        return password;
    }

    private static String newPassword() {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    private static EmbeddedPostgres.Builder builder(Path folder, Path cluster) {
        // a resolver of its own: the library remembers for each where it first unpacked, in whatever folder that was
        PgBinaryResolver binaries = DefaultPostgresBinaryResolver.INSTANCE::getPgBinary;
        var log = ProcessBuilder.Redirect.appendTo(folder.resolve("postgres.log").toFile());
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(folder.resolve(BINARIES).toFile())
                .setPgBinaryResolver(binaries)
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false) // it would stop the database while the ledger is still finishing its queue
                .setPGStartupWait(START_WITHIN)
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setLocaleConfig("locale", "C")
                // the library turns these off, for tests
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("wal_compression", "pglz")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_connections", "60")
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("log_checkpoints", "off");
    }

    /** A server outlives a killed process. It is stopped rather than taken over: its settings may not be ours. */
    private static void stopOrphan(Path cluster) throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile, UTF_8);
        long pid = lines.isEmpty() ? 0 : Long.parseLong(lines.getFirst().strip());
        ProcessHandle process = pid == 0 ? null : ProcessHandle.of(pid).orElse(null);
        if (process == null || !process.isAlive()) {
            return; // PostgreSQL sees that itself and recovers
        }
        if (!isPostgres(process)) {
            log.warn("process {} is not the PostgreSQL that {} speaks of: removing it", pid, pidFile);
            Files.delete(pidFile);
            return;
        }
        if (!process.info().commandLine().orElse("").contains(cluster.toString())) {
            throw stillRunning(cluster, pid);
        }
        log.warn("stopping PostgreSQL process {} that a killed ledger left behind", pid);
        process.destroy();
        if (!ended(process)) {
            process.destroyForcibly();
            if (!ended(process)) {
                throw stillRunning(cluster, pid);
            }
        }
    }

    /** A process whose program we may not see could be one: rather refuse than run two servers on one folder. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().map(program -> Path.of(program).getFileName().toString().startsWith("postgres"))
                .orElse(true);
    }

    private static LedgerStartException stillRunning(Path cluster, long pid) {
        return new LedgerStartException(
                "A PostgreSQL from an earlier run still holds %s as process %d.".formatted(cluster, pid),
                "Stop that process, or delete %s if it is something else, and start again."
                        .formatted(cluster.resolve("postmaster.pid")),
                null);
    }

    private static boolean ended(ProcessHandle process) {
        try {
            process.onExit().get(STOP_ORPHAN_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void refuseRootWithoutNamespaces() {
        boolean root = "root".equals(System.getProperty("user.name")) && "Linux".equals(System.getProperty("os.name"));
        if (root && !LinuxUtils.isUnshareAvailable()) {
            throw new LedgerStartException(
                    "PostgreSQL does not run as root, and this system does not let root step down (unshare -U failed).",
                    "Run as another user. " + OWN_DATABASE, null);
        }
    }

    private static LedgerStartException cannotStart(Path folder, Throwable cause) {
        Path file = folder.resolve("postgres.log");
        return new LedgerStartException("The embedded PostgreSQL in %s did not start on %s %s: %s. Its log is %s."
                .formatted(folder, System.getProperty("os.name"), System.getProperty("os.arch"), cause, file),
                OWN_DATABASE, cause);
    }

    /** The library lets everybody write where it unpacks the server. */
    private static void closeToOthers(Path folder) {
        if (!folder.toFile().setWritable(false, false) || !folder.toFile().setWritable(true, true)) {
            log.warn("others may write to {}", folder);
        }
    }

    private static void writeForOwnerOnly(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file);
        if (!file.toFile().setReadable(false, false) || !file.toFile().setReadable(true, true)) {
            log.warn("others may read {}", file);
        }
        Files.writeString(file, text, UTF_8);
    }

    private static void closeQuietly(DataFolderLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            log.debug("closing the lock", e);
        }
    }
}
