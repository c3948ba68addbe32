package dev.sluice.common.observability;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import org.springframework.boot.logging.structured.StructuredLogFormatter;

/**
 * A log for people: time, level, correlation and trace where there is one, who speaks, and what. Secrets are
 * blotted out.
 */
final class ReadableLog implements StructuredLogFormatter<ILoggingEvent> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final int NAME = 36;

    @Override
    public String format(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        line.append(TIME.format(Instant.ofEpochMilli(event.getTimeStamp()))).append(' ')
                .append(event.getLevel()).append(event.getLevel().levelStr.length() < 5 ? "  " : " ")
                .append(shortName(event.getLoggerName())).append(" : ");
        context(line, event, Correlation.KEY);
        context(line, event, "traceId");
        line.append(Redaction.of(event.getFormattedMessage())).append('\n');
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.append(Redaction.of(ThrowableProxyUtil.asString(thrown)));
        }
        return line.toString();
    }

    private static void context(StringBuilder line, ILoggingEvent event, String key) {
        String value = event.getMDCPropertyMap().get(key);
        if (value != null) {
            line.append('[').append(value).append("] ");
        }
    }

    private static String shortName(String logger) {
        return logger.length() <= NAME ? logger : logger.substring(logger.lastIndexOf('.') + 1);
    }
}
