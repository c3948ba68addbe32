package dev.sluice.acceptance.permission;

/** How the routes of approval-service are used. */
final class ApprovalUses {

    private static final String ONLY = "?size=100&dataset=" + Documents.DATASET;

    private ApprovalUses() {
    }

    static void of(Site approval, Documents documents) {
        Documents.Pair own = documents.own();
        Documents.Pair others = documents.others();
        approval.on("GET /jobs read", listing(approval, "/jobs", own.approved(), others.approved()));
        approval.on("GET /approvals read", listing(approval, "/approvals", own.waiting(), others.waiting()));
        approval.on("GET /status/{jobId} read", Recipe.of(
                approval.read("/status/" + own.approved()), approval.read("/status/" + others.approved())));
        for (String part : new String[] {"output", "rejected"}) {
            approval.on("GET /jobs/{id}/" + part + " read", Recipe.of(
                    approval.read("/jobs/" + own.approved() + "/" + part),
                    approval.read("/jobs/" + others.approved() + "/" + part)));
        }
        for (String verdict : new String[] {"approve", "reject"}) {
            approval.on("POST /" + verdict + "/{jobId} create", role -> {
                String job = documents.undecided();
                return Use.answered(approval.request(role, "POST", "/" + verdict + "/" + job,
                        documents.decision(job)), 200).changing(() -> approval.seen("/status/" + job));
            });
        }
    }

    private static Recipe listing(Site approval, String list, String own, String others) {
        return Recipe.of(role -> approval.read(list + ONLY).others(role).listing(own),
                role -> approval.read(list + ONLY).others(role).listing(others));
    }
}
