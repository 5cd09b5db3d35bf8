-- The tally of a campaign: one row a day for each thing counted, added to by the statement that makes
-- the thing happen, in its transaction. So a dashboard adds up days instead of cases, and is never stale.
-- Who puts a case in or takes it out must hold its row first (FOR NO KEY UPDATE), as those do who record
-- on it: else one of two concurrent writers would not see the other's row.

CREATE FUNCTION campaigns_of_case(filed date, status text, closed date, claimed bigint)
RETURNS TABLE (measure text, "on" date, n bigint, amount bigint, days bigint)
LANGUAGE sql IMMUTABLE AS $$
    SELECT 'filed', filed, 1::bigint, claimed, 0::bigint
    UNION ALL
    SELECT status, closed, 1::bigint, claimed, (closed - filed)::bigint WHERE closed IS NOT NULL
$$;

CREATE FUNCTION campaigns_counts_event(kind text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT kind IN ('summoned', 'summoned_by_force', 'detained', 'fined', 'premises_search', 'sealed',
                    'frozen', 'deducted', 'consumption', 'dishonest', 'exit', 'referred', 'settlement',
                    'visit', 'released')
$$;

-- All that counts of a case, whether it is in a campaign or not.
CREATE VIEW campaigns_counted AS
    SELECT c.id AS case_id, f.measure, f."on", f.n, f.amount, f.days
    FROM cases_case AS c, LATERAL campaigns_of_case(c.filed_on, c.status, c.closed_on, c.amount_claimed) AS f
    UNION ALL
    SELECT p.case_id, 'recovered', p."on", 1::bigint, p.amount, 0::bigint
    FROM cases_payment AS p WHERE p.reversed_on IS NULL
    UNION ALL
    SELECT e.case_id, e.kind, e."on", 1::bigint, coalesce(e.amount, 0), 0::bigint
    FROM cases_event AS e WHERE campaigns_counts_event(e.kind);

CREATE TYPE campaigns_delta AS (
    campaign_id bigint, court_id text, category text, kind text, measure text, "on" date,
    n bigint, amount bigint, days bigint
);

-- In the order of their key, so that two transactions never wait for each other. What happened before
-- the campaign is kept as one sum on its eve: only what led up to it counts, no matter when.
CREATE FUNCTION campaigns_add(deltas campaigns_delta[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO campaigns_tally AS t
        (campaign_id, court_id, category, kind, measure, "on", n, amount, days)
    SELECT d.campaign_id, d.court_id, d.category, d.kind, d.measure, greatest(d."on", c.starts_on - 1),
           sum(d.n), sum(d.amount), sum(d.days)
    FROM unnest(deltas) AS d JOIN campaigns_campaign AS c ON c.id = d.campaign_id
    GROUP BY 1, 2, 3, 4, 5, 6
    HAVING sum(d.n) <> 0 OR sum(d.amount) <> 0 OR sum(d.days) <> 0
    ORDER BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (campaign_id, court_id, category, kind, measure, "on") DO UPDATE
    SET n = t.n + excluded.n, amount = t.amount + excluded.amount, days = t.days + excluded.days
$$;

CREATE FUNCTION campaigns_on_inclusion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM campaigns_add(array_agg((i.campaign_id, c.court_id, i.category, c.kind, f.measure, f."on",
                                         f.n, f.amount, f.days)::campaigns_delta))
        FROM new_rows AS i
        JOIN cases_case AS c ON c.id = i.case_id
        JOIN campaigns_counted AS f ON f.case_id = i.case_id
        WHERE i.removed_on IS NULL;
    ELSE
        PERFORM campaigns_add(array_agg((s.campaign_id, c.court_id, s.category, c.kind, f.measure, f."on",
                                         s.sign * f.n, s.sign * f.amount, s.sign * f.days)::campaigns_delta))
        FROM (
            SELECT o.campaign_id, o.case_id, o.category, -1 AS sign
            FROM old_rows AS o JOIN new_rows AS w USING (id)
            WHERE o.removed_on IS NULL AND (w.removed_on IS NOT NULL OR w.category <> o.category)
            UNION ALL
            SELECT w.campaign_id, w.case_id, w.category, 1
            FROM old_rows AS o JOIN new_rows AS w USING (id)
            WHERE w.removed_on IS NULL AND (o.removed_on IS NOT NULL OR w.category <> o.category)
        ) AS s
        JOIN cases_case AS c ON c.id = s.case_id
        JOIN campaigns_counted AS f ON f.case_id = s.case_id;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION campaigns_on_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM campaigns_add(array_agg((i.campaign_id, s.court_id, i.category, s.kind, f.measure, f."on",
                                     s.sign * f.n, s.sign * f.amount, s.sign * f.days)::campaigns_delta))
    FROM (
        SELECT o.id, o.court_id, o.kind, o.filed_on, o.status, o.closed_on, o.amount_claimed, -1 AS sign
        FROM old_rows AS o JOIN new_rows AS w USING (id)
        WHERE (o.court_id, o.kind, o.filed_on, o.status, o.closed_on, o.amount_claimed)
              IS DISTINCT FROM (w.court_id, w.kind, w.filed_on, w.status, w.closed_on, w.amount_claimed)
        UNION ALL
        SELECT w.id, w.court_id, w.kind, w.filed_on, w.status, w.closed_on, w.amount_claimed, 1
        FROM old_rows AS o JOIN new_rows AS w USING (id)
        WHERE (o.court_id, o.kind, o.filed_on, o.status, o.closed_on, o.amount_claimed)
              IS DISTINCT FROM (w.court_id, w.kind, w.filed_on, w.status, w.closed_on, w.amount_claimed)
    ) AS s
    JOIN campaigns_inclusion AS i ON i.case_id = s.id AND i.removed_on IS NULL
    CROSS JOIN LATERAL campaigns_of_case(s.filed_on, s.status, s.closed_on, s.amount_claimed) AS f;
    RETURN NULL;
END $$;

CREATE FUNCTION campaigns_on_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM campaigns_add(array_agg((i.campaign_id, c.court_id, i.category, c.kind, 'recovered', p."on",
                                         1, p.amount, 0)::campaigns_delta))
        FROM new_rows AS p
        JOIN campaigns_inclusion AS i ON i.case_id = p.case_id AND i.removed_on IS NULL
        JOIN cases_case AS c ON c.id = p.case_id
        WHERE p.reversed_on IS NULL;
    ELSE
        PERFORM campaigns_add(array_agg((i.campaign_id, c.court_id, i.category, c.kind, 'recovered', p."on",
                                         p.sign, p.sign * p.amount, 0)::campaigns_delta))
        FROM (
            SELECT case_id, "on", amount, -1 AS sign FROM old_rows WHERE reversed_on IS NULL
            UNION ALL
            SELECT case_id, "on", amount, 1 FROM new_rows WHERE reversed_on IS NULL
        ) AS p
        JOIN campaigns_inclusion AS i ON i.case_id = p.case_id AND i.removed_on IS NULL
        JOIN cases_case AS c ON c.id = p.case_id;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION campaigns_on_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM campaigns_add(array_agg((i.campaign_id, c.court_id, i.category, c.kind, e.kind, e."on",
                                     1, coalesce(e.amount, 0), 0)::campaigns_delta))
    FROM new_rows AS e
    JOIN campaigns_inclusion AS i ON i.case_id = e.case_id AND i.removed_on IS NULL
    JOIN cases_case AS c ON c.id = e.case_id
    WHERE campaigns_counts_event(e.kind);
    RETURN NULL;
END $$;

CREATE TRIGGER campaigns_tally_in AFTER INSERT ON campaigns_inclusion
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION campaigns_on_inclusion();
CREATE TRIGGER campaigns_tally_decided AFTER UPDATE ON campaigns_inclusion
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION campaigns_on_inclusion();
CREATE TRIGGER campaigns_tally AFTER UPDATE ON cases_case
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION campaigns_on_case();
CREATE TRIGGER campaigns_tally_paid AFTER INSERT ON cases_payment
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION campaigns_on_payment();
CREATE TRIGGER campaigns_tally_reversed AFTER UPDATE ON cases_payment
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION campaigns_on_payment();
CREATE TRIGGER campaigns_tally_happened AFTER INSERT ON cases_event
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION campaigns_on_event();
