CREATE OR REPLACE VIEW campaigns_counted AS
    SELECT c.id AS case_id, f.measure, f."on", f.n, f.amount, f.days
    FROM cases_case AS c, LATERAL campaigns_of_case(c.filed_on, c.status, c.closed_on, c.amount_claimed) AS f
    UNION ALL
    SELECT p.case_id, 'recovered', p."on", 1::bigint, p.amount, 0::bigint
    FROM cases_payment AS p JOIN cases_case AS c ON c.id = p.case_id
    WHERE p.reversed_on IS NULL AND p."on" >= c.filed_on
    UNION ALL
    SELECT e.case_id, e.kind, e."on", 1::bigint, coalesce(e.amount, 0), 0::bigint
    FROM cases_event AS e WHERE campaigns_counts_event(e.kind);

CREATE OR REPLACE FUNCTION campaigns_on_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM campaigns_add(array_agg((i.campaign_id, c.court_id, i.category, c.kind, 'recovered', p."on",
                                         1, p.amount, 0)::campaigns_delta))
        FROM new_rows AS p
        JOIN campaigns_inclusion AS i ON i.case_id = p.case_id AND i.removed_on IS NULL
        JOIN cases_case AS c ON c.id = p.case_id
        WHERE p.reversed_on IS NULL AND p."on" >= c.filed_on;
    ELSE
        PERFORM campaigns_add(array_agg((i.campaign_id, c.court_id, i.category, c.kind, 'recovered', p."on",
                                         p.sign, p.sign * p.amount, 0)::campaigns_delta))
        FROM (
            SELECT case_id, "on", amount, -1 AS sign FROM old_rows WHERE reversed_on IS NULL
            UNION ALL
            SELECT case_id, "on", amount, 1 FROM new_rows WHERE reversed_on IS NULL
        ) AS p
        JOIN campaigns_inclusion AS i ON i.case_id = p.case_id AND i.removed_on IS NULL
        JOIN cases_case AS c ON c.id = p.case_id
        WHERE p."on" >= c.filed_on;
    END IF;
    RETURN NULL;
END $$;

-- What the tallies have counted of it so far.
SELECT campaigns_add(array_agg((i.campaign_id, c.court_id, i.category, c.kind, 'recovered', p."on",
                                -1, -p.amount, 0)::campaigns_delta))
FROM cases_payment AS p
JOIN campaigns_inclusion AS i ON i.case_id = p.case_id AND i.removed_on IS NULL
JOIN cases_case AS c ON c.id = p.case_id
WHERE p.reversed_on IS NULL AND p."on" < c.filed_on;
