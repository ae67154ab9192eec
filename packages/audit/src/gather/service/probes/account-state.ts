import { type Operation, SWITCHES_OFF } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isRefusal, isSuccess, isTaken, leadsToLogin, type Reply } from '../reply.ts'
import { draftOf, requestOf } from '../requests.ts'
import type { Session } from '../session.ts'
import { fill } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const OFF: Readonly<Record<string, unknown>> = {
  disabled: true,
  blocked: true,
  suspended: true,
  banned: true,
  is_active: false,
  isActive: false,
  active: false,
  enabled: false,
}

/** A state among whose words one switches off. */
const STATE = /^(?:account_?)?(?:status|state)$/i
const OFF_WORD = /^(?:suspended|disabled|blocked|banned|inactive|deactivated|locked)$/i

/** Has an administrator switch a user of ours off, and uses that user's token once more. */
export async function probeAccountState(probing: Probing): Promise<void> {
  const { identities } = probing
  const { admin, check } = identities
  if (admin === null || check === null)
    return void probing.notTried('accountState', 'a disabled user', 'no-identity', 'no administrator is known who could disable one')
  const candidates = disabling(probing.operations)
  const [first] = candidates
  if (first === undefined) return void probing.notTried('accountState', 'a disabled user', 'no-data', 'no operation disables users')
  probing.client.takeNextAddress()
  const user = await identities.registerUser('user-disabled', {})
  const id = user === null ? null : await probing.ownId(user)
  if (user === null || id === null)
    return void probing.notTried('accountState', 'a disabled user', 'no-identity', 'no user whose id is known could be made for it')
  const before = await ask(probing, user)
  let found = first
  let disabled = await disable(probing, admin, found, id)
  // A form of the pages may be closed to who has a token, and the interface beside it open.
  for (const other of candidates.slice(1, MOST_WAYS)) {
    if (isTaken(disabled) && !leadsToLogin(disabled)) break
    found = other
    disabled = await disable(probing, admin, found, id)
  }
  const after = await ask(probing, user)
  const again = await ask(probing, user)
  const bystander = identities.ordinaryUser === null ? null : await probing.send(identities.ordinaryUser, check.request)
  const isReal = isSuccess(before) && isTaken(disabled) && !leadsToLogin(disabled)
  const count = [after, again].filter(isSuccess).length
  found.operation.probes += 1
  probing.trial(
    'accountState',
    trialOn(found.operation, {
      name: 'disabled user',
      saw: !isReal
        ? 'unclear'
        : count === 2
          ? 'effect'
          : [after, again].every((reply) => isRefusal(reply) || leadsToLogin(reply))
            ? 'no-effect'
            : 'unclear',
      effect: !isReal
        ? `the user could not be disabled (${disabled.status})`
        : count === 2
          ? 'the token of a user whom the administrator disabled is still accepted'
          : `the disabled user's token got ${after.status}`,
      identity: user.name,
      baseline: before.exchange,
      control: bystander?.exchange ?? null,
      attempts: exchangesOf(disabled, after, again),
      reproduced: { count, of: 2 },
    }),
  )
  if (isReal) await logsInAgain(probing, user)
}

/** The disabled user comes back with the password. */
async function logsInAgain(probing: Probing, user: Session): Promise<void> {
  const { login } = probing.identities
  if (login === null || user.credentials === null) return
  const baseline = user.loginReply
  user.loginReply = null
  const enter = async (): Promise<Reply | null> => ((await user.renew()) ? ask(probing, user) : null)
  const after = await enter()
  const entered = user.loginReply as Reply | null
  const again = after !== null && isSuccess(after) ? await enter() : null
  const count = [after, again].filter((reply) => reply !== null && isSuccess(reply)).length
  const { refusal } = probing.identities
  login.probes += 1
  probing.trial(
    'accountState',
    trialOn(login, {
      name: 'disabled user logs in',
      saw:
        count === 2
          ? 'effect'
          : count === 0 && (refusal !== null || (after !== null && (isRefusal(after) || leadsToLogin(after))))
            ? 'no-effect'
            : 'unclear',
      effect: count > 0 ? 'a user whom the administrator disabled logs in again' : 'the disabled user was not let in',
      identity: user.name,
      baseline: baseline?.exchange ?? null,
      attempts: exchangesOf(entered, refusal, after, again),
      reproduced: { count, of: 2 },
    }),
  )
}

/** A way to switch a user off; a body where the operation takes other states as well. */
interface Way {
  readonly operation: Operation
  readonly body: Readonly<Record<string, unknown>> | null
}

/** Ways that are tried. */
const MOST_WAYS = 3

function disable(probing: Probing, admin: Session, { operation, body }: Way, id: string): Promise<Reply> {
  const path = fill(operation.path, Object.fromEntries(namesIn(operation.path).map((name) => [name, id])))
  const draft = draftOf(operation, probing.values, {}, {})
  return probing.send(admin, { ...requestOf({ ...draft, body: body ?? draft.body }), path, mayFail: true })
}

function disabling(operations: readonly Operation[]): readonly Way[] {
  const ofUsers = operations.filter(
    ({ path, method }) =>
      ['POST', 'PUT', 'PATCH'].includes(method) &&
      namesIn(path).length === 1 &&
      /users?|members?|accounts?|customers?|readers?/i.test(path),
  )
  const named = ofUsers.filter(({ path }) => SWITCHES_OFF.test(path)).map((operation) => ({ operation, body: null }))
  const byField = ofUsers.flatMap((operation): Way[] => {
    const fields = Object.entries(operation.body?.schema.properties ?? {})
    const field = fields.find(([name]) => name in OFF)?.[0]
    const state = fields.flatMap(([name, { enum: choices }]) =>
      STATE.test(name) ? (choices ?? []).filter((choice) => OFF_WORD.test(String(choice))).map((choice) => ({ [name]: choice })) : [],
    )[0]
    const body = field === undefined ? state : { [field]: OFF[field] }
    return body !== undefined && (operation.purpose === 'admin' || operation.declaredAccess === 'privileged') ? [{ operation, body }] : []
  })
  return [...named, ...byField]
}

function namesIn(path: string): readonly string[] {
  return [...path.matchAll(/\{([^}/]+)\}/g)].map((match) => match[1] ?? '')
}

/** As the user, without logging in anew. */
function ask(probing: Probing, user: Session): Promise<Reply> {
  const { check } = probing.identities
  return probing.client.send({ ...(check?.request ?? { method: 'GET', path: '/' }), headers: user.headers, identity: user.name })
}
