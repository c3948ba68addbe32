package dev.sluice.auth.database;

import java.util.Map;
import java.util.Properties;

/**
 * As whom a command without the application uses the database: as the environment says it to the application.
 * Without a word of it the driver finds out, such as by the address of the database.
 */
public final class DatabaseAccount {

    private DatabaseAccount() {
    }

    /** Returns properties of the driver: the name and the password, or neither. */
    public static Properties ofEnvironment() {
        return of(System.getenv());
    }

    static Properties of(Map<String, String> environment) {
        Properties account = new Properties();
        String name = environment.get("SPRING_DATASOURCE_USERNAME");
        String password = environment.get("SPRING_DATASOURCE_PASSWORD");
        if (name != null && password != null) {
            account.setProperty("user", name);
            account.setProperty("password", password);
        }
        return account;
    }
}
