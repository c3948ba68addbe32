package dev.sluice.flag.registry;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonValue;

/** How far a flag's feature has come. */
public enum Status {

    DEV("Dev"), QA("QA"), GA("GA");

    private final String text;

    Status(String text) {
        this.text = text;
    }

    /** As the registry writes it. */
    @JsonValue
    public String text() {
        return text;
    }

    static Optional<Status> of(String text) {
        return Arrays.stream(values()).filter(status -> status.text.equals(text)).findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(Status::text).collect(Collectors.joining(", "));
    }
}
