-- What somebody did from one network, or with one client, is found like what one account did.
create index audit_event_by_network on audit_event (network, sequence);
create index audit_event_by_client on audit_event (client_id, sequence);
