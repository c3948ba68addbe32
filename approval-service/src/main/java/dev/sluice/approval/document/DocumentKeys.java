package dev.sluice.approval.document;

import java.util.UUID;

/** Where a job's objects are. Whatever is under {@code processed/} as output has been approved. */
record DocumentKeys(UUID jobId) {

    String extracted() {
        return "staging/" + jobId + "/extracted.jsonl";
    }

    String transformed() {
        return "staging/" + jobId + "/transformed.jsonl";
    }

    String loaded() {
        return "staging/" + jobId + "/output.jsonl";
    }

    String rejected() {
        return "processed/" + jobId + "/rejected.jsonl";
    }

    String output() {
        return "processed/" + jobId + "/output.jsonl";
    }

    /** The source's place after approval, under the name it was uploaded with. */
    static String archive(UUID documentId, String objectKey) {
        return "archive/" + documentId + "/" + objectKey.substring(objectKey.lastIndexOf('/') + 1);
    }
}
