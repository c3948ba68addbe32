package dev.sluice.approval.durable.worker;

import java.time.Clock;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.approval.durable.Callbacks;
import dev.sluice.approval.durable.DurableExecutions;
import dev.sluice.approval.durable.Origins;
import dev.sluice.approval.durable.Workflow;
import dev.sluice.approval.durable.history.Executions;
import dev.sluice.common.database.OwnConnection;

/** The engine on the application's database, running the workflows that are beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DurableProperties.class)
class DurableConfiguration {

    @Bean
    TransactionTemplate durableTransactions(PlatformTransactionManager transactionManager) {
        return new TransactionTemplate(transactionManager);
    }

    @Bean
    Executions executions(JdbcClient jdbc, TransactionTemplate transactions, JsonMapper json) {
        return new Executions(jdbc, transactions, json);
    }

    @Bean
    Origins origins(Tracer tracer, Propagator propagator) {
        return new Origins(tracer, propagator);
    }

    @Bean
    DurableExecutions durableExecutions(Executions executions, Origins origins, JsonMapper json,
            Clock clock) {
        return new DurableExecutions(executions, origins, json, clock);
    }

    @Bean
    Callbacks callbacks(Executions executions, TransactionTemplate transactions, JsonMapper json,
            Clock clock) {
        return new Callbacks(executions, transactions, json, clock);
    }

    @Bean
    Worker durableWorker(List<Workflow<?>> workflows, Executions executions, Origins origins,
            TransactionTemplate transactions, JsonMapper json, Clock clock, MeterRegistry meters,
            DurableProperties properties, JdbcConnectionDetails database) {
        DurableMetrics metrics = new DurableMetrics(meters, executions);
        ClaimRunner runner =
                new ClaimRunner(workflows, executions, origins, transactions, json, clock, metrics);
        return new Worker(executions, runner, properties,
                () -> OwnConnection.open(database, "sluice-wakeups"), clock);
    }
}
