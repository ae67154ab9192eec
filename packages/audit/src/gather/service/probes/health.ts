import type { Probing } from '../probing.ts'
import { isHtml, isSuccess, normalised, type Reply } from '../reply.ts'
import { fill } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { looksLikeDump } from './exposure.ts'

const HEALTH = [
  '/health',
  '/healthz',
  '/health/live',
  '/livez',
  '/live',
  '/ping',
  '/status',
  '/api/health',
  '/api/v1/health',
  '/_health',
  '/healthcheck',
  '/health-check',
  '/up',
  '/heartbeat',
  '/-/ping',
  '/-/healthy',
  '/-/health',
  '/api/ping',
  '/api/status',
]
const READY = ['/ready', '/readyz', '/readiness', '/health/ready', '/api/ready', '/api/health/ready', '/-/ready']
/** Frameworks send a plain "ok" as HTML too. */
const MARKUP = /<\/?[a-z!]/i

/** Liveness and readiness, and what they tell strangers. */
export async function probeHealth(probing: Probing): Promise<void> {
  const declared = probing.wireOperations
    .filter((operation) => operation.purpose === 'health' && operation.method === 'GET')
    .map((operation) => operation.path)
  const missing = await probing.client.send({ method: 'GET', path: `/${probing.values.nonce('missing')}`, mayFail: true })
  const paths = [...new Set([...declared, ...HEALTH, ...READY])]
  for (const path of paths) {
    const reply = await probing.client.send({ method: 'GET', path: fill(path, {}), mayFail: true })
    const isReal =
      (isSuccess(reply) || reply.status === 503) &&
      normalised(reply.body) !== normalised(missing.body) &&
      !(isHtml(reply) && MARKUP.test(reply.body))
    if (!isReal) continue
    const plain = toldIn(reply)
    const query = plain.length > 0 ? '' : queryFor(probing, path)
    const full = query === '' ? null : await probing.client.send({ method: 'GET', path: `${fill(path, {})}?${query}`, mayFail: true })
    const more = full !== null && isSuccess(full) ? toldIn(full) : []
    const tells = plain.length > 0 ? plain : more
    if (full !== null && isSuccess(full) && looksLikeDump(full) && !looksLikeDump(reply))
      await tellDump(probing, `${fill(path, {})}?${query}`, reply, full)
    probing.trial(
      'healthEndpoints',
      trialOn(
        { method: 'GET', path, file: null, line: null },
        {
          name: READY.includes(path) || /ready/.test(path) ? 'readiness' : 'liveness',
          saw: 'no-effect',
          effect: `answered ${reply.status}${tells.length > 0 ? ` and tells ${tells.join(', ')}${more.length > 0 ? ` when asked for more (${query})` : ''}` : ''}`,
          control: more.length > 0 ? reply.exchange : missing.exchange,
          attempts: exchangesOf(...(more.length > 0 ? [full] : [reply])),
          details: {
            tells: tells.join(' '),
            status: reply.status,
            checks: /"(?:checks?|database|db|dependencies|components|services|redis)"/i.test(reply.body),
          },
        },
      ),
    )
  }
  if (probing.factOf('healthEndpoints').trials.length === 0)
    probing.trial(
      'healthEndpoints',
      trialOn(
        { method: 'GET', path: HEALTH[0] ?? '/health', file: null, line: null },
        {
          name: 'none',
          saw: 'effect',
          effect: `none of ${paths.length} usual paths tells of health`,
          attempts: exchangesOf(missing),
          control: missing.exchange,
          reproduced: { count: 2, of: 2 },
          details: {
            tells: '',
            status: 404,
            checks: false,
            knowsRoutes: probing.wireOperations.some(({ origins }) => origins.includes('source')),
          },
        },
      ),
    )
}

/** Settings or the environment in an answer about health that is asked for more. */
async function tellDump(probing: Probing, path: string, plain: Reply, full: Reply): Promise<void> {
  const again = await probing.client.send({ method: 'GET', path, mayFail: true })
  const isSeen = isSuccess(again) && looksLikeDump(again)
  probing.trial(
    'debugMode',
    trialOn(
      { method: 'GET', path: path.split('?')[0] ?? path, file: null, line: null },
      {
        name: 'dump',
        saw: isSeen ? 'effect' : 'unclear',
        effect: `${path} answers with settings of the service`,
        identity: 'anonymous',
        baseline: plain.exchange,
        control: plain.exchange,
        attempts: exchangesOf(full, again),
        reproduced: { count: isSeen ? 2 : 1, of: 2 },
      },
    ),
  )
}

/** What an answer about health tells beside health. */
function toldIn({ body }: Reply): readonly string[] {
  const named = body.matchAll(
    /"(\w*(?:version|host|hostname|env|environment|database|db_?url|node|python|uptime|memory|pid|commit|dsn|error)\w*)"\s*:/gi,
  )
  return [...new Set([...named].map((match) => match[1] ?? ''))].filter(
    (name) => !/^(?:database|db|uptime)$/i.test(name) || /"(?:database|db)"\s*:\s*"(?!ok|up|healthy|connected|pass)/i.test(body),
  )
}

/** Parameters by which an endpoint of health is asked for more: its own, and the usual ones. */
function queryFor(probing: Probing, path: string): string {
  const own = probing.wireOperations
    .filter((operation) => operation.method === 'GET' && operation.path === path)
    .flatMap(({ parameters }) => parameters.filter(({ in: place }) => place === 'query').map(({ name }) => name))
  return [...new Set([...own, 'verbose', 'details', 'full'])].map((name) => `${encodeURIComponent(name)}=1`).join('&')
}
