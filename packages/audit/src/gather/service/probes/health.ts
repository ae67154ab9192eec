import type { Probing } from '../probing.ts'
import { isHtml, isSuccess, normalised } from '../reply.ts'
import { fill } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

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
    const tells = [
      ...new Set(
        [
          ...reply.body.matchAll(
            /"(\w*(?:version|host|hostname|env|environment|database|db_?url|node|python|uptime|memory|pid|commit|dsn|error)\w*)"\s*:/gi,
          ),
        ].map((match) => match[1] ?? ''),
      ),
    ].filter(
      (name) => !/^(?:database|db|uptime)$/i.test(name) || /"(?:database|db)"\s*:\s*"(?!ok|up|healthy|connected|pass)/i.test(reply.body),
    )
    probing.trial(
      'healthEndpoints',
      trialOn(
        { method: 'GET', path, file: null, line: null },
        {
          name: READY.includes(path) || /ready/.test(path) ? 'readiness' : 'liveness',
          saw: 'no-effect',
          effect: `answered ${reply.status}${tells.length > 0 ? ` and tells ${tells.join(', ')}` : ''}`,
          control: missing.exchange,
          attempts: exchangesOf(reply),
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
