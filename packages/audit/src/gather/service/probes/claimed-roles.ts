import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isRefusal, isSuccess, type Reply } from '../reply.ts'
import { cookiesIn } from '../session.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { roleWords } from './role-words.ts'

/** Cookies that would say what a user may. */
const CLAIM = /role|admin|staff|group|level|tier|rank|privilege|permission|access_?level|user_?type/i
const MOST_OPERATIONS = 6
const MOST_VALUES = 6

/** Reads that refuse an ordinary user, asked with a cookie by which the caller says what it may. */
export async function probeClaimedRoles(probing: Probing): Promise<void> {
  const { ordinaryUser } = probing.identities
  if (ordinaryUser === null) return
  const given = Object.keys(cookiesIn(ordinaryUser.headers.cookie ?? ''))
  const closed = probing.wireOperations.filter(
    ({ method, path, baselineStatus }) => method === 'GET' && !path.includes('{') && (baselineStatus === 403 || baselineStatus === 401),
  )
  for (const operation of closed.slice(0, MOST_OPERATIONS)) {
    const read = operation.parameters.filter((parameter) => parameter.in === 'cookie').map(({ name }) => name)
    for (const name of new Set([...read, ...given].filter((each) => CLAIM.test(each)))) await claim(probing, operation, name)
  }
}

async function claim(probing: Probing, operation: Operation, name: string): Promise<void> {
  const { ordinaryUser } = probing.identities
  const ask = (value: string): Promise<Reply> =>
    probing.send(ordinaryUser, { method: 'GET', path: operation.path, headers: { cookie: `${name}=${value}` }, mayFail: true })
  const control = await ask(probing.values.nonce('claim'))
  if (!isRefusal(control)) return
  for (const value of ['true', ...roleWords(probing)].slice(0, MOST_VALUES)) {
    const reply = await ask(value)
    if (!isSuccess(reply)) continue
    const again = await ask(value)
    const after = await ask(probing.values.nonce('claim'))
    const isSeen = isSuccess(again) && isRefusal(after)
    if (isSeen) remember(probing, operation, name, value)
    return void tell(probing, operation, name, isSeen ? 'effect' : 'unclear', `a user who sends the cookie ${name}=${value} is let in`, [
      control,
      reply,
      again,
    ])
  }
  tell(probing, operation, name, 'no-effect', `no value of the cookie ${name} opened it`, [control])
}

/** What opened the operation is a part of the requests that it accepts. */
function remember(probing: Probing, operation: Operation, name: string, value: string): void {
  const rest = operation.parameters.filter((parameter) => parameter.in !== 'cookie' || parameter.name !== name)
  operation.parameters = [...rest, { name, in: 'cookie', isRequired: true, schema: { type: 'string', example: value } }]
  probing.forget(operation)
}

function tell(
  probing: Probing,
  operation: Operation,
  name: string,
  saw: 'effect' | 'no-effect' | 'unclear',
  effect: string,
  [control, ...attempts]: readonly Reply[],
): void {
  probing.trial(
    'functionAccess',
    trialOn(operation, {
      name: 'claimed',
      parameter: `cookie ${name}`,
      saw,
      effect,
      identity: probing.identities.ordinaryUser?.name ?? 'anonymous',
      baseline: control?.exchange ?? null,
      control: control?.exchange ?? null,
      attempts: exchangesOf(...attempts),
      reproduced: { count: saw === 'effect' ? 2 : 0, of: 2 },
      details: { isEscalation: true },
    }),
  )
}
