package dev.sluice.local.standin.collibra;

import java.util.List;
import java.util.Map;

import dev.sluice.local.standin.http.Call;
import dev.sluice.local.standin.http.Refusal;
import dev.sluice.local.standin.http.Reply;

/** The part of a result that was asked for: at most 1000, which is also what an unsaid limit means. */
record Paging(int offset, int limit) {

    private static final int MOST = 1000;

    static Paging of(Call call) {
        int offset = call.parameter("offset").map(Integer::parseInt).orElse(0);
        int limit = call.parameter("limit").map(Integer::parseInt).orElse(0);
        if (offset < 0 || limit < 0 || limit > MOST) {
            throw new Refusal(Problem.reply(400, "pagingInvalid", "offset is 0 or more, limit 0 to 1000."));
        }
        return new Paging(offset, limit == 0 ? MOST : limit);
    }

    Reply page(List<Map<String, Object>> all) {
        return Reply.json(200, Map.of("total", all.size(), "offset", offset, "limit", limit,
                "results", all.stream().skip(offset).limit(limit).toList()));
    }
}
