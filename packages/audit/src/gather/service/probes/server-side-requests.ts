import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Canary } from '../canary.ts'
import { type InjectionPoint, nameOf, sendAt, textAt } from '../injection-points.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { probeFilledLists } from './filled-lists.ts'
import { actsThatAsk, haveAsked } from './kept-addresses.ts'
import { type AskedAddress, beginDeadlines } from './outgoing-deadlines.ts'

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
    const asked: AskedAddress[] = []
    for (const point of chosen) {
      const address = await askCanary(probing, point, canary)
      if (address !== null) asked.push(address)
    }
    if (probing.mayDisturb || probing.client.isLoopback) beginDeadlines(probing, asked)
  } finally {
    await canary.close()
  }
}

/** A way to write the listener's address: its name, and the address with a word. */
type Form = readonly [string, (nonce: string) => string]

interface Sent {
  readonly name: string
  readonly make: Form[1]
  readonly nonce: string
  readonly reply: Reply
}

interface Seen {
  readonly sent: Sent
  readonly hit: string
}

/** How long a request of the service may take to arrive, after it took the address and after it refused it. */
const TAKEN_MS = 250
const REFUSED_MS = 60
const TRUSTED = 'trusted'

/** The way in which the service asked the listener; null when it did not. */
async function askCanary(probing: Probing, point: InjectionPoint, canary: Canary): Promise<AskedAddress | null> {
  const port = new URL(canary.baseUrl).port
  const word = probing.values.nonce('silent')
  const control = await sendAt(probing, point, `assay ${word}`)
  const forms: readonly Form[] = [
    ['plain', (nonce) => `${canary.baseUrl}/${nonce}`],
    ['localhost', (nonce) => `http://localhost:${port}/${nonce}`],
    ['decimal', (nonce) => `http://2130706433:${port}/${nonce}`],
    ['short', (nonce) => `http://127.1:${port}/${nonce}`],
    ['zero', (nonce) => `http://0.0.0.0:${port}/${nonce}`],
    ['user', (nonce) => `http://example.com@127.0.0.1:${port}/${nonce}`],
    ['mapped', (nonce) => `http://[::ffff:127.0.0.1]:${port}/${nonce}`],
    ['host-only', (nonce) => `127.0.0.1:${port}/${nonce}`],
    ...(await trustedForms(probing, point, port)),
  ]
  const acts = actsThatAsk(probing, point)
  const ask = async (name: string, make: Form[1]): Promise<Sent> => {
    const nonce = probing.values.nonce('canary', 14)
    const reply = await sendAt(probing, point, make(nonce))
    await haveAsked(probing, point, acts, reply)
    return { name, make, nonce, reply }
  }
  const heard = ({ nonce, reply }: Sent, since = performance.now()): Promise<string | null> =>
    canary.hitBy(nonce, Math.max(0, (isSuccess(reply) ? TAKEN_MS : REFUSED_MS) - (performance.now() - since)))
  const [[plain, makePlain] = ['plain', (nonce: string) => nonce], ...others] = forms
  const first = await ask(plain, makePlain)
  const isRefused = [400, 403, 422].includes(first.reply.status)
  const plainHit = await heard(first)
  let seen: Seen | null = plainHit === null ? null : { sent: first, hit: plainHit }
  // The other forms are sent in turn and waited for together.
  const rounds = [
    others.filter(([name]) => !name.startsWith(TRUSTED)),
    isRefused ? others.filter(([name]) => name.startsWith(TRUSTED)) : [],
  ]
  for (const round of rounds) {
    if (seen !== null) break
    const sent: Sent[] = []
    for (const [name, make] of round) sent.push(await ask(name, make))
    const since = performance.now()
    for (const each of sent) {
      const hit: string | null = seen === null ? await heard(each, since) : null
      if (hit !== null) seen = { sent: each, hit }
    }
  }
  if (seen !== null) {
    const { sent, hit } = seen
    const again = await ask(sent.name, sent.make)
    const count = (await heard(again)) === null ? 1 : 2
    probing.trial(
      'serverSideRequests',
      trialOn(point.accepted.operation, {
        name: sent.name,
        parameter: nameOf(point),
        saw: count === 2 ? 'effect' : 'unclear',
        effect: `the service asked our listener${acts.length === 0 ? '' : `, at the latest by POST ${acts.join(', ')}`}: ${hit}`,
        identity: point.accepted.session?.name ?? 'anonymous',
        baseline: control.exchange,
        control: control.exchange,
        attempts: exchangesOf(sent.reply, again.reply),
        reproduced: { count, of: 2 },
      }),
    )
    if (acts.length > 0) {
      await probeFilledLists(probing, point.accepted)
      // What the object asked before it asks again.
      await probing.sendDraft(point.accepted.session, point.accepted.draft, { mayFail: true })
      return null
    }
    const mark = 'assay-mark'
    const form = sent.make(mark)
    return form.includes(`${canary.baseUrl}/`)
      ? { point, quick: sent.reply, make: (address) => form.replace(`${canary.baseUrl}/${mark}`, address) }
      : null
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
  return null
}

/** Addresses that hold the names of hosts which the service may trust, where a careless test looks for them. */
async function trustedForms(probing: Probing, point: InjectionPoint, port: string): Promise<readonly Form[]> {
  const hosts = [...new Set([...(await hostsInSource(probing, point.accepted.operation)), ...probing.hostsSeen()])].slice(0, 6)
  if (hosts.length === 0) return []
  return [
    ['trusted name in the query', (nonce) => `http://127.0.0.1:${port}/${nonce}?of=${hosts.join(',')}`],
    ['trusted name in the path', (nonce) => `http://127.0.0.1:${port}/${hosts.join('/')}/${nonce}`],
    ['trusted name as user', (nonce) => `http://${hosts[0]}@127.0.0.1:${port}/${nonce}`],
  ]
}

const LINES_OF_A_HANDLER = 30
const HOST = /["'`](?:https?:\/\/)?((?:[a-z0-9-]+\.)+[a-z]{2,12})(?:[/"'`]|$)/gi
const FILE_ENDING = /\.(?:js|ts|mjs|cjs|py|json|html?|css|png|jpe?g|svg|txt|md|ya?ml|csv|pdf|xml|log|db|sql)$/i

/** Names of hosts that stand near the handler. */
async function hostsInSource(probing: Probing, { file, line }: Operation): Promise<readonly string[]> {
  if (probing.treeRoot === null || file === null || line === null) return []
  const text = await readFile(join(probing.treeRoot, file), 'utf8').catch(() => '')
  const near = text.split('\n').slice(Math.max(0, line - 4), line + LINES_OF_A_HANDLER)
  return [...near.join('\n').slice(0, 20_000).matchAll(HOST)].map((match) => match[1] ?? '').filter((host) => !FILE_ENDING.test(host))
}
