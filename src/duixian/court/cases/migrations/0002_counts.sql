-- The table of counts: each statement that writes cases adds the differences that it makes, in its own
-- transaction, so a list never counts its cases and two writers never wait for each other. Now and then
-- a writer adds the rows up; whoever finds another at it leaves it to him.

CREATE FUNCTION cases_count_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO cases_casecount (court_id, status, category, green_channel, key_supervision,
                                 handler_id, handler_name, n, claimed, recovered, owed)
    SELECT court_id, status, category, green_channel, key_supervision, handler_id, handler_name,
           count(*), sum(amount_claimed), sum(amount_recovered), sum(owed)
    FROM new_rows
    GROUP BY court_id, status, category, green_channel, key_supervision, handler_id, handler_name;
    RETURN NULL;
END $$;

CREATE FUNCTION cases_count_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO cases_casecount (court_id, status, category, green_channel, key_supervision,
                                 handler_id, handler_name, n, claimed, recovered, owed)
    SELECT court_id, status, category, green_channel, key_supervision, handler_id, handler_name,
           sum(sign), sum(sign * amount_claimed), sum(sign * amount_recovered), sum(sign * owed)
    FROM (SELECT *, -1 AS sign FROM old_rows UNION ALL SELECT *, 1 FROM new_rows) AS signed
    GROUP BY court_id, status, category, green_channel, key_supervision, handler_id, handler_name
    HAVING sum(sign) <> 0 OR sum(sign * amount_claimed) <> 0
        OR sum(sign * amount_recovered) <> 0 OR sum(sign * owed) <> 0;
    RETURN NULL;
END $$;

CREATE FUNCTION cases_add_up_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM new_rows WHERE id % 256 = 0) THEN
        RETURN NULL;
    END IF;
    IF pg_try_advisory_xact_lock('cases_casecount'::regclass::oid::bigint) THEN
        WITH gone AS (DELETE FROM cases_casecount RETURNING *)
        INSERT INTO cases_casecount (court_id, status, category, green_channel, key_supervision,
                                     handler_id, handler_name, n, claimed, recovered, owed)
        SELECT court_id, status, category, green_channel, key_supervision, handler_id, handler_name,
               sum(n), sum(claimed), sum(recovered), sum(owed)
        FROM gone
        GROUP BY court_id, status, category, green_channel, key_supervision, handler_id, handler_name
        HAVING sum(n) <> 0 OR sum(claimed) <> 0 OR sum(recovered) <> 0 OR sum(owed) <> 0;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER cases_count_new AFTER INSERT ON cases_case
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION cases_count_new();
CREATE TRIGGER cases_count_changed AFTER UPDATE ON cases_case
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION cases_count_changed();
-- Not for the rows that adding up writes itself.
CREATE TRIGGER cases_add_up_counts AFTER INSERT ON cases_casecount
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
    WHEN (pg_trigger_depth() < 2) EXECUTE FUNCTION cases_add_up_counts();
