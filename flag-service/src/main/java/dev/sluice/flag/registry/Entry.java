package dev.sluice.flag.registry;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.sluice.common.problem.Fault;

/**
 * Reads one entry of the registry. The first five members are the registry's own; the others say what else
 * than on and off a flag answers and may all be left out. Every member that is not named here belongs to
 * someone else and is kept.
 */
final class Entry {

    static final String NAME = "feature_flag_name";
    static final String DESCRIPTION = "description";
    static final String OWNER = "owner";
    static final String STATUS = "status";
    static final String EXPIRATION_DATE = "expiration_date";
    static final String ENABLED = "enabled";
    static final String VARIANTS = "variants";
    static final String ON = "on_variant";
    static final String OFF = "off_variant";
    static final Set<String> MEMBERS =
            Set.of(NAME, DESCRIPTION, OWNER, STATUS, EXPIRATION_DATE, ENABLED, VARIANTS, ON, OFF);

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    /** Paths of this API that a flag's path would hide behind. */
    private static final Set<String> TAKEN = Set.of("debt", "export", "import");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final int MOST_VARIANTS = 100;

    private final ObjectNode entry;
    private final String at;
    private final List<Fault> faults;

    private Entry(ObjectNode entry, String at, List<Fault> faults) {
        this.entry = entry;
        this.at = at;
        this.faults = faults;
    }

    /**
     * Reads a flag from its entry.
     *
     * @param at the JSON pointer of the entry
     * @param faults gets what is wrong with it
     * @return the flag, or nothing where there is a fault
     */
    static Optional<Flag> read(JsonNode node, String at, List<Fault> faults) {
        if (!(node instanceof ObjectNode entry)) {
            faults.add(new Fault(at, "must be an object"));
            return Optional.empty();
        }
        return new Entry(entry, at, faults).flag();
    }

    private Optional<Flag> flag() {
        int before = faults.size();
        String key = key();
        String description = text(DESCRIPTION, 2000);
        String owner = text(OWNER, 200);
        Status status = status();
        LocalDate expires = date();
        boolean enabled = enabled();
        Variants variants = variants();
        if (faults.size() > before || status == null) {
            return Optional.empty();
        }
        return Optional.of(new Flag(key, description, owner, status, expires, enabled, variants, entry));
    }

    private String key() {
        JsonNode value = entry.path(NAME);
        if (!value.isString() || !isKey(value.stringValue())) {
            fault(NAME, "must be 1 to 128 letters, digits, dots, hyphens or underscores");
            return "";
        }
        if (TAKEN.contains(value.stringValue())) {
            fault(NAME, "must not be one of the names that the API uses itself");
        }
        return value.stringValue();
    }

    /** Text that may be missing; blank is the same as missing. */
    private @Nullable String text(String member, int longest) {
        JsonNode value = entry.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString() || !isText(value.stringValue(), longest)) {
            fault(member, "must be text of at most " + longest + " characters without control characters");
            return null;
        }
        return value.stringValue().isBlank() ? null : value.stringValue();
    }

    static boolean isText(String value, int longest) {
        return value.length() <= longest && value.chars().noneMatch(Entry::forbidden);
    }

    static boolean isKey(String value) {
        return KEY.matcher(value).matches();
    }

    private static boolean forbidden(int character) {
        return Character.getType(character) == Character.CONTROL && "\n\r\t".indexOf(character) < 0;
    }

    private @Nullable Status status() {
        JsonNode value = entry.path(STATUS);
        Status status = value.isString() ? Status.of(value.stringValue()).orElse(null) : null;
        if (status == null) {
            fault(STATUS, "must be one of " + Status.all());
        }
        return status;
    }

    private @Nullable LocalDate date() {
        JsonNode value = entry.path(EXPIRATION_DATE);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        try {
            if (value.isString() && DATE.matcher(value.stringValue()).matches()) {
                return LocalDate.parse(value.stringValue());
            }
        }
        catch (DateTimeParseException noSuchDay) {
            // Said below, as for everything else that is no date.
        }
        fault(EXPIRATION_DATE, "must be a date such as 2027-12-31");
        return null;
    }

    private boolean enabled() {
        JsonNode value = entry.path(ENABLED);
        if (!value.isMissingNode() && !value.isBoolean()) {
            fault(ENABLED, "must be true or false");
        }
        return value.asBoolean(true);
    }

    private Variants variants() {
        JsonNode given = entry.path(VARIANTS);
        Map<String, JsonNode> values = Variants.SWITCH.values();
        if (!given.isMissingNode()) {
            values = new LinkedHashMap<>();
            if (!given.isObject() || given.isEmpty() || given.size() > MOST_VARIANTS) {
                fault(VARIANTS, "must be an object of 1 to " + MOST_VARIANTS + " named values");
                return Variants.SWITCH;
            }
            for (Map.Entry<String, JsonNode> variant : given.properties()) {
                values.put(variant.getKey(), variant.getValue());
            }
        }
        Set<Variants.Type> types = EnumSet.noneOf(Variants.Type.class);
        values.forEach((name, value) -> {
            if (value.isNull() || value.isArray()) {
                fault(VARIANTS, "must hold no null and no array");
            }
            types.add(Variants.type(value));
        });
        if (types.size() > 1) {
            fault(VARIANTS, "must all be of one type");
        }
        return new Variants(values, variant(ON, "on", values), variant(OFF, "off", values));
    }

    private String variant(String member, String usual, Map<String, JsonNode> values) {
        JsonNode value = entry.path(member);
        String name = value.isString() ? value.stringValue() : usual;
        if ((!value.isMissingNode() && !value.isString()) || !values.containsKey(name)) {
            fault(member, "must name one of the variants");
        }
        return name;
    }

    private void fault(String member, String detail) {
        faults.add(new Fault(at + "/" + member, detail));
    }
}
