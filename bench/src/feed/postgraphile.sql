-- What the public may see, the first first: for PostGraphile, which orders and narrows by no columns of its own accord.
CREATE FUNCTION published_moments(of_tenant uuid) RETURNS SETOF moments LANGUAGE sql STABLE AS $$
  SELECT m.* FROM moments m WHERE m.tenant_id = of_tenant AND m.moderation = 'APPROVED' AND m.visibility = 'VISIBLE'
    AND m.disclosure <> 'MISSING' AND (m.rights = 'NOT_REQUIRED' OR (m.rights = 'GRANTED' AND m.rights_starts_at <= now()
      AND (m.rights_ends_at IS NULL OR m.rights_ends_at > now())))
  ORDER BY m.rank DESC, m.id DESC $$;
