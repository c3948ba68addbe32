-- What started an execution: all that it does later is logged and announced as a part of that.
alter table execution
    add column correlation_id text,
    add column traceparent    text;
