// PostGraphile 5 on the same tables: each request takes on the same role and names the same tenant as Tributary's own.
// Where it is run: a folder with postgraphile, pg and node from npm. What it is told: BIND, and DATABASE_URL.
import { createServer } from 'node:http';
import pg from 'pg';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { postgraphile } from 'postgraphile';

const from = new URL(process.env.DATABASE_URL);
const pool = new pg.Pool({
  user: decodeURIComponent(from.username),
  password: decodeURIComponent(from.password) || undefined,
  database: decodeURIComponent(from.pathname.slice(1)),
  host: decodeURIComponent(from.hostname),
  port: Number(from.port || 5432),
  max: 16,
});
const preset = {
  extends: [PostGraphileAmberPreset],
  // The login owns nothing and may do nothing by itself: what there is, is told from the tables, not from its rights.
  disablePlugins: ['PgRBACPlugin'],
  pgServices: [makePgService({ pool, schemas: ['public'] })],
  grafserv: { graphiql: false, watch: false, dangerouslyAllowAllCORSRequests: false },
  grafast: {
    explain: false,
    context: (request) => ({
      pgSettings: {
        role: 'trib_tenant',
        'app.tenant_id': request.node.req.headers['x-tenant'],
        statement_timeout: '5000',
      },
    }),
  },
};
const instance = postgraphile(preset);
const server = createServer();
await instance.createServ(grafserv).addTo(server);
const [host, port] = process.env.BIND.split(':');
server.listen(Number(port), host);
