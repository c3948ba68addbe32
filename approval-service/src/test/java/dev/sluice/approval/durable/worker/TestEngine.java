package dev.sluice.approval.durable.worker;

import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.approval.durable.Callbacks;
import dev.sluice.approval.durable.DurableExecutions;
import dev.sluice.approval.durable.Origins;
import dev.sluice.approval.durable.Workflow;
import dev.sluice.approval.durable.history.Claim;
import dev.sluice.approval.durable.history.Executions;
import dev.sluice.approval.durable.history.HistoryEvent;
import dev.sluice.local.stack.Stack;

/**
 * One instance's engine on the tests' database. Without a worker's threads it does what is due when it is
 * told to.
 */
public final class TestEngine {

    public static final Duration LEASE = Duration.ofSeconds(30);
    public static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Origins UNTRACED = new Origins(Tracer.NOOP, Propagator.NOOP);

    public final String worker = UUID.randomUUID().toString();
    public final Clock clock;
    public final JdbcClient jdbc;
    public final TransactionTemplate transactions;
    /** How often it looked for work. */
    final AtomicInteger looks = new AtomicInteger();
    public final Executions executions;
    public final DurableExecutions durable;
    public final Callbacks callbacks;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final ClaimRunner runner;

    public TestEngine(Clock clock, Workflow<?>... workflows) {
        this(clock, new TransactionTemplate(new JdbcTransactionManager(Database.SOURCE)), workflows);
    }

    public TestEngine(Clock clock, TransactionTemplate transactions, Workflow<?>... workflows) {
        this(clock, Database.SOURCE, transactions, workflows);
    }

    public TestEngine(
            Clock clock, DataSource database, TransactionTemplate transactions, Workflow<?>... workflows) {
        this.clock = clock;
        this.jdbc = JdbcClient.create(database);
        this.transactions = transactions;
        this.executions = new Executions(jdbc, transactions, JSON) {
            @Override
            public List<Claim> claim(String worker, Collection<String> names, int limit, Instant now,
                    Instant leaseEnd) {
                looks.incrementAndGet();
                return super.claim(worker, names, limit, now, leaseEnd);
            }
        };
        this.durable = new DurableExecutions(executions, UNTRACED, JSON, clock);
        this.callbacks = new Callbacks(executions, transactions, JSON, clock);
        this.runner = new ClaimRunner(List.of(workflows), executions, UNTRACED, transactions, JSON, clock,
                new DurableMetrics(meters, executions));
    }

    /** For a workflow that starts others. */
    public static DurableExecutions starter(
            Clock clock, DataSource database, TransactionTemplate transactions) {
        return new DurableExecutions(
                new Executions(JdbcClient.create(database), transactions, JSON), UNTRACED, JSON, clock);
    }

    public UUID start(Workflow<String> workflow) {
        UUID id = UUID.randomUUID();
        durable.start(id, workflow, "in");
        return id;
    }

    /** One invocation of everything that is due. */
    public void runDue() {
        claim().forEach(runner::run);
    }

    List<Claim> claim() {
        return executions.claim(worker, runner.workflows(), 1000, clock.instant(),
                clock.instant().plus(LEASE));
    }

    public List<String> history(UUID id) {
        return durable.history(id).stream().map(TestEngine::described).toList();
    }

    public String status(UUID id) {
        return jdbc.sql("select status from execution where id = ?").param(id).query(String.class).single();
    }

    /** Claims with the threads of a real worker, until closed. */
    public AutoCloseable work(String url, Duration lease) {
        return work(url, new DurableProperties(4, lease, lease, Duration.ofSeconds(10)));
    }

    AutoCloseable work(DurableProperties properties) {
        return work(url(), properties);
    }

    private AutoCloseable work(String url, DurableProperties properties) {
        Worker started = new Worker(executions, runner, properties,
                () -> DriverManager.getConnection(url), clock);
        started.start();
        return started::stop;
    }

    private static String described(HistoryEvent event) {
        return event.type().wireName() + (event.operation() == null ? "" : " " + event.operation().id());
    }

    /** The URL of a database that nobody else works on. */
    public static String newDatabase() {
        String url = Stack.shared().postgres().newDatabase("durable");
        Flyway.configure().dataSource(url, null, null)
                .locations("classpath:db/migration", "classpath:dev/sluice/common/outbox").load().migrate();
        return url;
    }

    /** The address of the tests' database, user and password in it. */
    public static String url() {
        return Database.SOURCE.getJdbcUrl();
    }

    public static DataSource database() {
        return Database.SOURCE;
    }

    private static final class Database {

        static final HikariDataSource SOURCE = open();

        private static HikariDataSource open() {
            HikariDataSource source = new HikariDataSource();
            source.setJdbcUrl(newDatabase());
            source.setMaximumPoolSize(20);
            return source;
        }
    }
}
