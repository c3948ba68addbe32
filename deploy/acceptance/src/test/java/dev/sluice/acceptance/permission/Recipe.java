package dev.sluice.acceptance.permission;

/** How a route is used by whoever has a role. */
@FunctionalInterface
interface Recipe {

    /** On a record that is not the caller's, or with a proof that is none. */
    Use others(String role);

    /** On a record of the caller's own, or with a good proof. */
    default Use own(String role) {
        return others(role);
    }

    static Recipe of(Recipe own, Recipe others) {
        return new Recipe() {
            @Override
            public Use others(String role) {
                return others.others(role);
            }

            @Override
            public Use own(String role) {
                return own.others(role);
            }
        };
    }
}
