package dev.sluice.common.problem;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Tells a client that somebody else was faster; it reads again and decides anew. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE - 1)
class ConcurrentChangeAdvice {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> lost(OptimisticLockingFailureException lost, HttpServletRequest request) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT,
                "Somebody changed this at the same time. Read it again, then repeat your change.");
        body.setType(ProblemTypes.uri(ProblemTypes.CONCURRENT_CHANGE));
        body.setTitle("Changed at the same time");
        return ResponseEntity.status(HttpStatus.CONFLICT).contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.complete(body, request.getRequestURI()));
    }
}
