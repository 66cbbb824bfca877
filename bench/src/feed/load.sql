-- `:tenants` tenants with `:moments` moments each: 200 creators, 50 products, two products and forty words a moment, which follow
-- Zipf's law as words do. Rows of all tenants lie among each other, as they come in.
CREATE FUNCTION pg_temp.mid(noun integer, tenant integer, number integer) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT ('019b' || lpad(to_hex(number), 8, '0') || '7' || lpad(to_hex(noun), 3, '0') || '8' || lpad(to_hex(tenant), 15, '0'))::uuid $$;
CREATE FUNCTION pg_temp.words(many integer, seed integer) RETURNS text LANGUAGE sql VOLATILE AS $$
  SELECT string_agg('w' || floor(power(random(), 4) * 20000)::integer, ' ') FROM generate_series(1, many + seed * 0) $$;
SELECT setseed(0.42);
INSERT INTO tenants (id, name, currency, platform_fee_bps, created_at)
  SELECT pg_temp.mid(1, t, 0), 'Tenant ' || t, 'GBP', 0, now() FROM generate_series(1, :tenants) t;
INSERT INTO payees (tenant_id, id, kind, name, created_at)
  SELECT pg_temp.mid(1, t, 0), pg_temp.mid(2, t, n), 'CREATOR', 'Creator ' || n, now()
  FROM generate_series(1, :tenants) t, generate_series(1, 200) n;
INSERT INTO creators (tenant_id, id, payee_id, external_id, name, created_at)
  SELECT tenant_id, pg_temp.mid(3, t, n), pg_temp.mid(2, t, n), 'c' || n, 'Creator ' || n, now()
  FROM generate_series(1, :tenants) t, generate_series(1, 200) n, LATERAL (SELECT pg_temp.mid(1, t, 0) AS tenant_id) x;
INSERT INTO products (tenant_id, id, external_id, title, category, url, created_at)
  SELECT pg_temp.mid(1, t, 0), pg_temp.mid(4, t, n), 'p' || n, 'Product ' || n, 'Things', 'https://shop.example/p/' || n, now()
  FROM generate_series(1, :tenants) t, generate_series(1, 50) n;
INSERT INTO moments (tenant_id, id, kind, source, external_id, creator_id, title, body, rating, published_at, moderation, rights,
    visibility, disclosure, log_score, rank, created_at, helpfulness)
  SELECT pg_temp.mid(1, t, 0), pg_temp.mid(5, t, n), 'REVIEW', 'bench', 'm' || n, pg_temp.mid(3, t, 1 + n % 200),
    pg_temp.words(4, n), pg_temp.words(36, n), 1 + floor(sqrt(random() * 25))::integer, x.at, 'APPROVED', 'NOT_REQUIRED', 'VISIBLE',
    'NOT_REQUIRED', x.score, x.score, x.at, floor(random() * 1000000)::integer
  FROM generate_series(1, :moments) n, generate_series(1, :tenants) t,
    LATERAL (SELECT '2026-01-01'::timestamptz + make_interval(secs => n * 600 + t), n / 144.0 + random() * 8 + t * 0) x(at, score);
INSERT INTO moment_products (tenant_id, moment_id, product_id, stars)
  SELECT m.tenant_id, m.id, p.id, m.rating FROM moments m
  JOIN LATERAL (SELECT id FROM products p WHERE p.tenant_id = m.tenant_id AND (p.external_id = 'p1' OR p.external_id = 'p' || 2 + abs(hashtext(m.id::text)) % 49)) p ON true;
INSERT INTO moment_vote_counts (tenant_id, moment_id, helpful, unhelpful)
  SELECT tenant_id, id, helpfulness % 50, helpfulness % 7 FROM moments WHERE rating % 2 = 0;
INSERT INTO moment_words (tenant_id, moment_id, words)
  SELECT tenant_id, id, setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'B') FROM moments;
INSERT INTO feeds (tenant_id, id, handle, name, created_at)
  SELECT pg_temp.mid(1, t, 0), pg_temp.mid(6, t, 0), 'all', 'All', now() FROM generate_series(1, :tenants) t;
