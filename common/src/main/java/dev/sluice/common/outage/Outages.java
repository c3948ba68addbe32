package dev.sluice.common.outage;


import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;

import org.jspecify.annotations.Nullable;

/**
 * Tells that something we need is away from that something is wrong with what we were asked to do: the first
 * passes, and the same will succeed then.
 */
public final class Outages {

    private Outages() {
    }

    /** Whether anything in the chain of causes says that a database or a peer is away, full or restarting. */
    public static boolean isOutage(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (isAbout(each)) {
                return true;
            }
        }
        return false;
    }

    /** A timeout while reading is none: it may be what we ask for that takes so long. */
    private static boolean isAbout(Throwable cause) {
        return switch (cause) {
            case SQLTransientException _, SQLRecoverableException _ -> true;
            case SQLException database -> isAbout(database.getSQLState());
            case SocketException _, UnknownHostException _, HttpConnectTimeoutException _ -> true;
            default -> false;
        };
    }

    /** Connection, transaction that others won, resources, shutdown or start, read-only after a failover. */
    private static boolean isAbout(@Nullable String state) {
        // A pool that has taken a broken connection away gives no state.
        return state == null || state.startsWith("08") || state.startsWith("40") || state.startsWith("53")
                || state.startsWith("57P") || state.equals("25006") || state.equals("55P03");
    }
}
