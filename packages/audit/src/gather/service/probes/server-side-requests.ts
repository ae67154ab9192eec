import { Canary } from '../canary.ts'
import { type InjectionPoint, nameOf, sendAt, textAt } from '../injection-points.ts'
import { exchangesOf, type Probing, trialOn } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'

const URL_NAME = /url|uri|link|href|callback|web_?hook|endpoint|feed|target|dest|proxy|image|avatar|import|fetch|host|site|source|src/i

/** Addresses of a listener of ours in every URL-like value. */
export async function probeServerSideRequests(probing: Probing, points: readonly InjectionPoint[]): Promise<void> {
  const chosen = points.filter((point) => point.hints.has('ssrf') || URL_NAME.test(point.place.name) || /^https?:\/\//.test(textAt(point)))
  if (chosen.length === 0) return void probing.notTried('serverSideRequests', 'addresses', 'no-data', 'no parameter takes an address')
  if (!probing.client.isLoopback)
    return void probing.notTried(
      'serverSideRequests',
      'addresses',
      'no-target',
      'the listener is on this machine, out of the reach of a service elsewhere',
    )
  const canary = await Canary.open()
  try {
    for (const point of chosen) await askCanary(probing, point, canary)
  } finally {
    await canary.close()
  }
}

async function askCanary(probing: Probing, point: InjectionPoint, canary: Canary): Promise<void> {
  const port = new URL(canary.baseUrl).port
  const word = probing.values.nonce('silent')
  const control = await sendAt(probing, point, `assay ${word}`)
  const forms: readonly (readonly [string, (nonce: string) => string])[] = [
    ['plain', (nonce) => `${canary.baseUrl}/${nonce}`],
    ['localhost', (nonce) => `http://localhost:${port}/${nonce}`],
    ['decimal', (nonce) => `http://2130706433:${port}/${nonce}`],
    ['short', (nonce) => `http://127.1:${port}/${nonce}`],
    ['zero', (nonce) => `http://0.0.0.0:${port}/${nonce}`],
    ['user', (nonce) => `http://example.com@127.0.0.1:${port}/${nonce}`],
    ['mapped', (nonce) => `http://[::ffff:127.0.0.1]:${port}/${nonce}`],
    ['host-only', (nonce) => `127.0.0.1:${port}/${nonce}`],
  ]
  for (const [name, make] of forms) {
    const replies: Reply[] = []
    let hit: string | null = null
    let count = 0
    for (let repeat = 0; repeat < 2; repeat += 1) {
      const nonce = probing.values.nonce('canary', 14)
      const reply = await sendAt(probing, point, make(nonce))
      replies.push(reply)
      const seen = await canary.hitBy(nonce, isSuccess(reply) ? 250 : 60)
      if (seen === null) break
      hit = seen
      count += 1
    }
    if (hit === null) continue
    probing.trial(
      'serverSideRequests',
      trialOn(point.accepted.operation, {
        name,
        parameter: nameOf(point),
        saw: count === 2 ? 'effect' : 'unclear',
        effect: `the service asked our listener: ${hit}`,
        identity: point.accepted.session?.name ?? 'anonymous',
        baseline: control.exchange,
        control: control.exchange,
        attempts: exchangesOf(...replies),
        reproduced: { count, of: 2 },
      }),
    )
    return
  }
  const last = await sendAt(probing, point, `${canary.baseUrl}/end`)
  probing.trial(
    'serverSideRequests',
    trialOn(point.accepted.operation, {
      name: 'plain',
      parameter: nameOf(point),
      saw: last.status === 429 || last.status === 0 ? 'blocked' : 'no-effect',
      effect: `${forms.length} forms of our listener's address were not asked`,
      identity: point.accepted.session?.name ?? 'anonymous',
      baseline: control.exchange,
      attempts: exchangesOf(last),
    }),
  )
}
