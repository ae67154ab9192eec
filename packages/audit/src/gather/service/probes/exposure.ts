import type { ProbeName } from '../../../model/facts/service.ts'
import type { Probing } from '../probing.ts'
import { headerOf, isHtml, isSuccess, jsonOf, normalised, obstacleOf, type Reply } from '../reply.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

interface Exposure {
  readonly probe: ProbeName
  readonly kind: string
  readonly path: string
  /** What the content of the real thing looks like; the status alone says nothing. */
  readonly looksReal: (reply: Reply) => boolean
}

const text = (pattern: RegExp) => (reply: Reply) => pattern.test(reply.body.slice(0, 20_000))
const json =
  (...keys: readonly string[]) =>
  (reply: Reply) => {
    const value = jsonOf(reply)
    return typeof value === 'object' && value !== null && keys.some((key) => key in value)
  }
const METRICS = text(/^# (?:HELP|TYPE) \w+/m)
const SPEC = (reply: Reply): boolean => /"?(?:openapi|swagger)"?\s*:\s*"?[23]/.test(reply.body) && /"?paths"?\s*:/.test(reply.body)
const DOCS_PAGE = text(/swagger-ui|SwaggerUIBundle|redoc(?:-container|\.standalone)?|<rapi-doc|scalar/i)

const EXPOSURES: readonly Exposure[] = [
  { probe: 'exposedPaths', kind: 'git', path: '/.git/HEAD', looksReal: text(/^ref: refs\/|^[0-9a-f]{40}\s*$/m) },
  { probe: 'exposedPaths', kind: 'git', path: '/.git/config', looksReal: text(/^\[core\]/m) },
  ...['/.env', '/.env.local', '/.env.production', '/.env.backup', '/config/.env', '/api/.env'].map(
    (path): Exposure => ({
      probe: 'exposedPaths',
      kind: 'environment',
      path,
      looksReal: (reply) => !isHtml(reply) && /^[A-Z][A-Z0-9_]{2,}=\S/m.test(reply.body),
    }),
  ),
  ...['/backup.sql', '/dump.sql', '/database.sql', '/db.sql'].map(
    (path): Exposure => ({
      probe: 'exposedPaths',
      kind: 'backup',
      path,
      looksReal: text(/CREATE TABLE|INSERT INTO|PostgreSQL database dump|-- MySQL dump/i),
    }),
  ),
  ...['/database.sqlite', '/db.sqlite3', '/data.db', '/app.db', '/database.db'].map(
    (path): Exposure => ({ probe: 'exposedPaths', kind: 'backup', path, looksReal: text(/^SQLite format 3/) }),
  ),
  { probe: 'exposedPaths', kind: 'source', path: '/package.json', looksReal: json('dependencies', 'devDependencies', 'scripts') },
  {
    probe: 'exposedPaths',
    kind: 'source',
    path: '/requirements.txt',
    looksReal: (reply) => !isHtml(reply) && /^[A-Za-z][\w.-]+\s*[=<>~!]=\s*\d/m.test(reply.body),
  },
  { probe: 'exposedPaths', kind: 'source', path: '/Dockerfile', looksReal: text(/^FROM\s+\S+/m) },
  { probe: 'exposedPaths', kind: 'source', path: '/docker-compose.yml', looksReal: text(/^services:/m) },
  { probe: 'exposedPaths', kind: 'source', path: '/config.json', looksReal: json('database', 'db', 'secret', 'jwt', 'password') },
  {
    probe: 'exposedPaths',
    kind: 'source',
    path: '/.DS_Store',
    looksReal: (reply) => reply.body.startsWith('\0\0\0') && reply.body.includes('Bud1'),
  },
  { probe: 'exposedPaths', kind: 'source', path: '/.htpasswd', looksReal: text(/^\w+:\$?(?:apr1|2y|\{SHA\})/m) },
  { probe: 'exposedPaths', kind: 'actuator', path: '/actuator', looksReal: json('_links') },
  { probe: 'exposedPaths', kind: 'actuator', path: '/actuator/env', looksReal: json('propertySources') },
  { probe: 'exposedPaths', kind: 'status', path: '/server-status', looksReal: text(/Apache Server Status|Server uptime:/i) },
  ...['/logs', '/logs/app.log', '/app.log', '/debug.log', '/error.log', '/server.log', '/npm-debug.log', '/logs/access.log'].map(
    (path): Exposure => ({
      probe: 'exposedPaths',
      kind: 'log',
      path,
      looksReal: (reply) =>
        !isHtml(reply) &&
        (reply.body.match(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d/g)?.length ?? 0) >= 2 &&
        /info|warn|error|debug|GET |POST /i.test(reply.body),
    }),
  ),
  ...['/', '/uploads/', '/static/', '/files/', '/public/', '/backup/', '/assets/'].map(
    (path): Exposure => ({
      probe: 'exposedPaths',
      kind: 'listing',
      path,
      looksReal: text(/<title>(?:Index of|Directory listing for|listing directory)\b/i),
    }),
  ),
  ...['/metrics', '/api/metrics', '/actuator/prometheus', '/prometheus'].map(
    (path): Exposure => ({ probe: 'metricsEndpoints', kind: 'metrics', path, looksReal: METRICS }),
  ),
  ...[
    '/openapi.json',
    '/swagger.json',
    '/api-docs',
    '/v3/api-docs',
    '/api/openapi.json',
    '/openapi.yaml',
    '/docs/json',
    '/documentation/json',
    '/swagger/v1/swagger.json',
    '/api-docs.json',
    '/docs-json',
  ].map((path): Exposure => ({ probe: 'docsExposure', kind: 'specification', path, looksReal: SPEC })),
  ...[
    '/docs',
    '/redoc',
    '/swagger',
    '/swagger-ui',
    '/swagger-ui.html',
    '/swagger-ui/index.html',
    '/api-docs/',
    '/api/docs',
    '/documentation',
    '/docs/',
  ].map((path): Exposure => ({ probe: 'docsExposure', kind: 'page', path, looksReal: DOCS_PAGE })),
  ...['/graphiql', '/playground'].map(
    (path): Exposure => ({ probe: 'docsExposure', kind: 'graphiql', path, looksReal: text(/graphiql|graphql playground/i) }),
  ),
  { probe: 'debugMode', kind: 'werkzeug', path: '/console', looksReal: text(/Werkzeug|Interactive Console|EVALEX/) },
  ...[
    '/debug',
    '/debug/vars',
    '/debug/env',
    '/_debug',
    '/api/debug',
    '/debug/config',
    '/env',
    '/config',
    '/internal/config',
    '/phpinfo.php',
    '/info',
  ].map((path): Exposure => ({ probe: 'debugMode', kind: 'dump', path, looksReal: looksLikeDump })),
  { probe: 'debugMode', kind: 'toolbar', path: '/__debug__/', looksReal: text(/djdt|django debug toolbar/i) },
  { probe: 'debugMode', kind: 'pprof', path: '/debug/pprof/', looksReal: text(/Types of profiles available/) },
]

/** Environment variables, process data or configuration with secrets. */
export function looksLikeDump(reply: Reply): boolean {
  const body = reply.body.slice(0, 50_000)
  const names = new Set(
    body
      .match(
        /"?(?:NODE_ENV|JWT_SECRET|SECRET_KEY|DATABASE_(?:URL|PATH)|DB_PASSWORD|AWS_SECRET\w*|npm_config_\w+|PYTHONPATH|VIRTUAL_ENV|LD_LIBRARY_PATH|HOSTNAME|PATH|HOME|PWD|SHELL)"?\s*[:=]/g,
      )
      ?.map((name) => name.replace(/\W/g, '')),
  )
  const memory = /"(?:memoryUsage|heapUsed|argv|execPath|versions|cmdline)"\s*:/.test(body)
  return (
    names.size >= 2 ||
    (names.size >= 1 && memory) ||
    (memory && /"(?:env|environment|argv|execPath)"\s*:/.test(body)) ||
    /"(?:jwt_?secret|secret_?key|db_?password|database_?url)"\s*:\s*"/i.test(body) ||
    /"[A-Z][A-Z0-9_]*(?:SECRET|PASSWORD|DATABASE_UR[IL]|DSN|PRIVATE_KEY)[A-Z0-9_]*"\s*:\s*"[^"*]{6,}"/.test(body) ||
    secretsIn(jsonOf(reply)) >= 2
  )
}

const SECRET_NAME = /secret|passw(?:or)?d|api_?key|private_?key|credential|access_?key|signing_?key/i
const HARMLESS = /public|publish|hint|label|policy|min|max|length|header|name$|field|url$|path$|file$|placeholder/i

/** How many values of settings go by the name of a secret and are not masked. */
function secretsIn(node: unknown, depth = 0): number {
  if (typeof node !== 'object' || node === null || depth > 5) return 0
  return Object.entries(node).reduce((count, [name, value]) => {
    if (typeof value !== 'string') return count + secretsIn(value, depth + 1)
    const isShown = value.length >= 6 && !/^\W*$|\*{3}|redacted|masked|hidden|\bset\b/i.test(value)
    return count + (SECRET_NAME.test(name) && !HARMLESS.test(name) && isShown ? 1 : 0)
  }, 0)
}

/** Asks for what should not be served; the content decides, and a path that cannot exist stands for the soft 404. */
export async function probeExposure(probing: Probing): Promise<void> {
  const softMissing = await probing.client.send({ method: 'GET', path: `/${probing.values.nonce('missing')}.json`, mayFail: true })
  const declared = new Set(probing.wireOperations.map((operation) => operation.path))
  const extra: Exposure[] = probing.wireOperations
    .filter(
      (operation) =>
        operation.method === 'GET' &&
        !operation.path.includes('{') &&
        /debug|env|config|internal|diagnos|dump|stats|info/i.test(operation.path) &&
        !EXPOSURES.some(({ path }) => path === operation.path),
    )
    .map((operation) => ({ probe: 'debugMode', kind: 'dump', path: operation.path, looksReal: looksLikeDump }))
  const extraMetrics: Exposure[] = probing.wireOperations
    .filter((operation) => operation.purpose === 'metrics' && !EXPOSURES.some(({ path }) => path === operation.path))
    .map((operation) => ({ probe: 'metricsEndpoints', kind: 'metrics', path: operation.path, looksReal: METRICS }))
  const extraDocs: Exposure[] = probing.wireOperations
    .filter(
      (operation) =>
        (operation.purpose === 'docs' || /openapi|swagger|documentation|api-docs/i.test(operation.path)) &&
        operation.method === 'GET' &&
        !operation.path.includes('{') &&
        !EXPOSURES.some(({ path }) => path === operation.path),
    )
    .flatMap(({ path }) => [{ probe: 'docsExposure', kind: 'specification', path, looksReal: (reply) => SPEC(reply) || DOCS_PAGE(reply) }])
  for (const exposure of [...EXPOSURES, ...extra, ...extraMetrics, ...extraDocs]) {
    const reply = await probing.client.send({ method: 'GET', path: exposure.path, mayFail: true })
    const isSoft = isSuccess(softMissing) && normalised(softMissing.body) === normalised(reply.body)
    const isReal = isSuccess(reply) && !isSoft && exposure.looksReal(reply)
    const again = isReal ? await probing.client.send({ method: 'GET', path: exposure.path, mayFail: true }) : null
    const asAdmin =
      exposure.probe === 'metricsEndpoints' && !isReal && probing.identities.admin !== null
        ? await probing.send(probing.identities.admin, { method: 'GET', path: exposure.path, mayFail: true })
        : null
    const obstacle = reply.status === 404 || isReal ? '' : obstacleOf(reply)
    probing.trial(
      exposure.probe,
      trialOn(
        { method: 'GET', path: exposure.path, file: null, line: null },
        {
          name: exposure.kind,
          saw: isReal
            ? 'effect'
            : obstacle !== '' && reply.status !== 301 && reply.status !== 302 && reply.status !== 308
              ? 'blocked'
              : 'no-effect',
          effect: isReal
            ? `served content of the kind ${exposure.kind} to anybody`
            : `answered ${reply.status}${isSoft ? ', the same as for any unknown path' : ''}`,
          control: softMissing.exchange,
          baseline: null,
          attempts: exchangesOf(reply, again),
          reproduced: { count: again === null ? 0 : 2, of: again === null ? 1 : 2 },
          details: {
            isDeclared: declared.has(exposure.path),
            contentType: headerOf(reply, 'content-type'),
            isRefused: reply.status === 401 || reply.status === 403,
            seenByAdmin: asAdmin !== null && isSuccess(asAdmin) && exposure.looksReal(asAdmin),
            metricNames: metricNames(asAdmin ?? reply),
          },
        },
      ),
    )
  }
}

function metricNames(reply: Reply): string {
  return [...new Set([...reply.body.matchAll(/^# TYPE (\w+)/gm)].map((match) => match[1] ?? ''))].slice(0, 60).join(' ')
}
