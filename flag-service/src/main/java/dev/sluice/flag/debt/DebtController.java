package dev.sluice.flag.debt;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.common.paging.Page;
import dev.sluice.flag.registry.Flags;
import dev.sluice.flag.registry.Stored;

@RestController
@Tag(name = "Debt")
class DebtController {

    private final Flags flags;
    private final Debts debts;

    DebtController(Flags flags, Debts debts) {
        this.flags = flags;
        this.debts = debts;
    }

    /** What the list is sorted by; the oldest debt comes first, names in their order. */
    enum Sort {

        AGE, KEY, OWNER, EXPIRATION_DATE;

        Comparator<DebtItem> order() {
            return switch (this) {
                case AGE -> Comparator.comparingLong(DebtItem::ageDays).reversed();
                case KEY -> Comparator.comparing(DebtItem::key);
                case OWNER -> Comparator.comparing(DebtItem::owner,
                        Comparator.nullsFirst(Comparator.naturalOrder()));
                case EXPIRATION_DATE -> Comparator.comparing(DebtItem::expirationDate,
                        Comparator.nullsFirst(Comparator.naturalOrder()));
            };
        }
    }

    /**
     * @param flags all flags
     * @param debt flags that are debt for at least one reason
     * @param reasons flags by reason; one with two reasons counts in both
     */
    record Summary(long flags, long debt, Map<Reason, Long> reasons) {
    }

    /** A page of the debt; the summary is that of the whole registry, whatever is asked for. */
    record DebtPage(Summary summary, List<DebtItem> items, int page, int size, long total) {
    }

    @GetMapping(path = "/flags/debt", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Flags that are past their end, without owner or end, or on everywhere for long")
    DebtPage debt(@RequestParam(required = false) @Nullable Reason reason,
            @Parameter(description = "Exactly this owner; empty for flags without one")
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(defaultValue = "AGE") Sort sort,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size) {
        List<Stored> all = flags.all();
        List<DebtItem> debt = debts.of(all);
        Page<DebtItem> found = Page.of(debt.stream()
                .filter(item -> reason == null || item.has(reason))
                .filter(item -> owner == null || owner.equals(Objects.requireNonNullElse(item.owner(), "")))
                .sorted(sort.order().thenComparing(DebtItem::key)).toList(), page, size);
        return new DebtPage(new Summary(all.size(), debt.size(), Debts.byReason(debt)), found.items(), page,
                size, found.total());
    }
}
