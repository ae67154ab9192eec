import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
import type { Session } from '../session.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const KEY_ID = 'assay'
/** How long a service may take to ask for a key beyond its answer. */
const WAIT_MS = 250

/** A token signed by a key of ours that names our own listener as the place of its key: nobody may ask there, or take it. */
export async function probeKeyAddress(probing: Probing, session: Session, claims: Readonly<Record<string, unknown>>): Promise<void> {
  const { check } = probing.identities
  if (check === null) return
  if (!probing.client.isLoopback)
    return void probing.notTried(
      'tokenMutation',
      'key-address',
      'no-target',
      'the listener is on this machine, out of the reach of a service elsewhere',
    )
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const keys = JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, use: 'sig', alg: 'RS256' }] })
  const certificate = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const hits: string[] = []
  const server = createServer((request, response) => {
    if (hits.length < 100) hits.push(`${request.method} ${request.url}`)
    response.writeHead(200, { 'content-type': 'application/json' }).end(request.url?.startsWith('/jku') === true ? keys : certificate)
  })
  const address = await listen(server)
  try {
    for (const header of ['jku', 'x5u'] as const) {
      const ask = async (withAddress: boolean): Promise<{ readonly reply: Reply; readonly isHit: boolean }> => {
        const nonce = probing.values.nonce(header, 12)
        const place = `/${header}/${nonce}`
        const head = { alg: 'RS256', typ: 'JWT', kid: KEY_ID, ...(withAddress ? { [header]: address + place } : {}) }
        const input = `${encode(head)}.${encode(claims)}`
        const token = `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`
        probing.client.masking.add(token, '$FORGED_TOKEN')
        const reply = await probing.client.send({ ...check.request, headers: probing.identities.carry(token), identity: 'forged' })
        return { reply, isHit: await isAsked(hits, nonce) }
      }
      const good = await probing.send(session, check.request)
      const control = await ask(false)
      const first = await ask(true)
      const isSeen = first.isHit || (isSuccess(first.reply) && !isSuccess(control.reply))
      const second = isSeen ? await ask(true) : null
      const isRepeated = second !== null && (second.isHit || isSuccess(second.reply))
      probing.trial(
        'tokenMutation',
        trialOn(check.operation, {
          name: `key-address-${header}`,
          saw: isRepeated ? 'effect' : first.reply.status === 429 || first.reply.status === 0 ? 'blocked' : 'no-effect',
          effect: !isRepeated
            ? `a token that names the place of its key (${header}) got ${first.reply.status}, and nobody asked there`
            : isSuccess(first.reply)
              ? `a token is accepted that names the place of its own key (${header})`
              : `the service asks the place that a token names for its key (${header})`,
          identity: 'forged',
          baseline: good.exchange,
          control: control.reply.exchange,
          attempts: exchangesOf(first.reply, second?.reply),
          reproduced: { count: isRepeated ? 2 : 0, of: second === null ? 1 : 2 },
          details: { isAccepted: isSuccess(first.reply), isAsked: first.isHit },
        }),
      )
    }
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function isAsked(hits: readonly string[], nonce: string): Promise<boolean> {
  const deadline = Date.now() + WAIT_MS
  while (!hits.some((hit) => hit.includes(nonce))) {
    if (Date.now() >= deadline) return false
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return true
}

function encode(value: Readonly<Record<string, unknown>>): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
