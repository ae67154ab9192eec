import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SendOptions } from '../client.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const CALLED_BACK = /hooks?\b|callback|\bipn\b|notif(?:y|ication)s?\b|\bevents?\/(?:in|receive)/i
const SIGNATURE = /signature|hmac|\bdigest\b/i
/** Headers in which those who call back sign what they send. */
const USUAL = ['x-signature', 'x-signature-256', 'x-hub-signature-256', 'x-webhook-signature', 'x-hmac-sha256', 'stripe-signature']
const LINES_OF_A_HANDLER = 25
const WRONG = '0'.repeat(64)

/** What takes signed calls of others must not take unsigned ones: a wrong signature is refused where one is looked at, a missing one must be too. */
export async function probeUnsignedCall(probing: Probing, operation: Operation, request: SendOptions): Promise<void> {
  const told = [
    ...operation.parameters.filter((parameter) => parameter.in === 'header' && SIGNATURE.test(parameter.name)).map(({ name }) => name),
    ...(await namesInSource(probing, operation)),
  ]
  const names = [...new Set([...told, ...(CALLED_BACK.test(operation.path) ? USUAL : [])].map((name) => name.toLowerCase()))]
  if (names.length === 0) return
  const { headers: given = {} } = request
  const bare = Object.fromEntries(Object.entries(given).filter(([name]) => !names.includes(name.toLowerCase())))
  const ask = (headers: Readonly<Record<string, string>>): Promise<Reply> =>
    probing.client.send({ ...request, headers: { ...bare, ...headers }, identity: 'anonymous', mayFail: true })
  const wrong = (): Promise<Reply> => ask(Object.fromEntries(names.map((name) => [name, signatureFor(name)])))
  const isRefused = ({ status }: Reply): boolean => status === 400 || status === 401 || status === 403
  const unsigned = await ask({})
  if (!isSuccess(unsigned) && !(await isLookedUp(probing, request, bare, unsigned))) return
  const refused = await wrong()
  if (!isRefused(refused)) return
  const again = await ask({})
  const refusedAgain = await wrong()
  const isSeen = again.status === unsigned.status && isRefused(refusedAgain)
  probing.trial(
    'anonymousAccess',
    trialOn(operation, {
      name: 'unsigned',
      saw: isSeen ? 'effect' : 'unclear',
      effect: isSeen
        ? `a call with a wrong signature got ${refused.status}, one without any ${unsigned.status}`
        : `a call without a signature got ${unsigned.status}, then ${again.status}`,
      baseline: refused.exchange,
      control: refusedAgain.exchange,
      attempts: exchangesOf(unsigned, again),
      reproduced: { count: isSeen ? 2 : 1, of: 2 },
      details: { isUnsigned: true },
    }),
  )
}

/** Whether a call was read, and only what it names was not found: an empty one is refused for what it lacks. */
async function isLookedUp(probing: Probing, request: SendOptions, headers: SendOptions['headers'], { status }: Reply): Promise<boolean> {
  if (status !== 404 && status !== 409) return false
  const empty = await probing.client.send({
    ...request,
    ...(headers === undefined ? {} : { headers }),
    body: '{}',
    identity: 'anonymous',
    mayFail: true,
  })
  return empty.status === 400 || empty.status === 422
}

function signatureFor(name: string): string {
  if (name === 'stripe-signature') return `t=${Math.floor(Date.now() / 1000)},v1=${WRONG}`
  return name === 'x-hub-signature-256' ? `sha256=${WRONG}` : WRONG
}

/** Headers that the handler reads and that are called a signature. */
async function namesInSource(probing: Probing, { file, line }: Operation): Promise<readonly string[]> {
  if (probing.treeRoot === null || file === null || line === null) return []
  const text = await readFile(join(probing.treeRoot, file), 'utf8').catch(() => '')
  const handler = text
    .split('\n')
    .slice(line - 1, line - 1 + LINES_OF_A_HANDLER)
    .join('\n')
  return [...handler.matchAll(/["'`]((?:http_)?[a-z][\w-]{2,50})["'`]/gi)]
    .map(([, name = '']) => name.replace(/^HTTP_/, '').replaceAll('_', '-'))
    .filter((name) => SIGNATURE.test(name) && name.includes('-'))
}
