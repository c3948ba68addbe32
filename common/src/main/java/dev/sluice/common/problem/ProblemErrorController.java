package dev.sluice.common.problem;

import java.io.IOException;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what was refused outside of Spring MVC: by the firewall, by the container. */
@Controller
class ProblemErrorController implements ErrorController {

    private final Problems problems;

    ProblemErrorController(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping("${spring.web.error.path:${error.path:/error}}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.write(request, response, body(request));
    }

    private static ProblemDetail body(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatusCode status = failed instanceof Integer code
                ? HttpStatusCode.valueOf(code)
                // Nobody failed: a client asked for the error page itself.
                : HttpStatus.NOT_FOUND;
        return Problems.outside(status);
    }
}
