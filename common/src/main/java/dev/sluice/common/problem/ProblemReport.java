package dev.sluice.common.problem;

import java.io.IOException;
import java.io.Writer;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/** The last that can answer: what Tomcat refuses before any filter runs, such as a line that is not HTTP. */
final class ProblemReport extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(ProblemReport.class);

    private final Problems problems;

    ProblemReport(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            // The only way to write that is still open when Tomcat has given the request up.
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(problems.text(request, Problems.outside(HttpStatusCode.valueOf(status))));
                response.finishResponse();
            }
        }
        catch (IOException gone) {
            log.debug("The client left before it was told of status {}", status);
        }
    }
}
