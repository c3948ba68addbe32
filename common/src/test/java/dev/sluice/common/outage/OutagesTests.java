package dev.sluice.common.outage;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.TransactionSystemException;

import static org.assertj.core.api.Assertions.assertThat;

class OutagesTests {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08001", "40001", "40P01", "53300", "53100", "57P01", "57P03", "25006",
        "55P03"})
    void aDatabaseThatIsAwayFullOrRestartingIsOne(String state) {
        assertThat(Outages.isOutage(new IllegalStateException(new SQLException("", state)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "22021", "42P01", "57014", "28P01"})
    void aStatementThatIsRefusedIsNone(String state) {
        assertThat(Outages.isOutage(new IllegalStateException(new SQLException("", state)))).isFalse();
    }

    @ParameterizedTest
    @MethodSource
    void aConnectionThatIsNotThereIsOne(Exception failure) {
        assertThat(Outages.isOutage(new IllegalStateException(failure))).isTrue();
    }

    static Stream<Exception> aConnectionThatIsNotThereIsOne() {
        return Stream.of(new SQLTransientConnectionException("the pool is empty"),
                new ConnectException("refused"), new UnknownHostException("db"),
                new HttpConnectTimeoutException("too long"),
                new TransactionSystemException("no rollback", new SQLException("Connection is closed")));
    }

    @ParameterizedTest
    @MethodSource
    void whatMayBeTheFaultOfTheRequestIsNone(Exception failure) {
        assertThat(Outages.isOutage(failure)).isFalse();
    }

    static Stream<Exception> whatMayBeTheFaultOfTheRequestIsNone() {
        return Stream.of(new IllegalArgumentException(), new IOException("disk"),
                new SocketTimeoutException("read timed out"));
    }
}
