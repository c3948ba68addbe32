package dev.sluice.flag.debt;

/** Why a flag is debt. */
enum Reason {

    /** Its last day has passed. */
    EXPIRED,
    /** Nobody answers for it. */
    OWNERLESS,
    /** It has no end date. */
    ENDLESS,
    /** Its feature has been on everywhere for longer than it takes to remove a flag. */
    GA_FOR_LONG
}
