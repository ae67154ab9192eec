import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isRefusal, isSuccess, type Reply } from '../reply.ts'
import { claimsOf, type Session, tokensOf } from '../session.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { roleWords } from './role-words.ts'

/** Fields of a login by which a client says what the session is for. */
const ASKS_FOR = /^(?:scopes?|roles?|permissions?|grants|authorities)$/i
const MOST_CLOSED = 4
const MOST_WORDS = 6

/** What a login is asked for beside the name and the password, and grants whoever asks: scopes that open what refuses the same user without them. */
export async function probeClaimedAtLogin(probing: Probing): Promise<void> {
  const { login } = probing.identities
  const field = Object.entries(login?.body?.schema.properties ?? {}).find(([name]) => ASKS_FOR.test(name))
  const closed = probing.wireOperations.filter(
    ({ method, path, purpose, declaredAccess, baselineStatus }) =>
      method === 'GET' && !path.includes('{') && (baselineStatus === 403 || purpose === 'admin' || declaredAccess === 'privileged'),
  )
  if (login === null || field === undefined || closed.length === 0 || !probing.mayWrite) return
  const user = await probing.identities.registerUser('user-claims', {})
  if (user?.credentials == null) return
  const [name, { type }] = field
  const words = roleWords(probing).slice(0, MOST_WORDS)
  const own = ownWords(user)
  const asked =
    type === 'array' ? [[...own, ...words], ...words.map((word) => [...own, word])] : words.map((word) => [...own, word].join(' '))
  const logIn = async (value: unknown): Promise<Headers | null> => {
    const reply = await enter(probing, user, value === undefined ? {} : { [name]: value })
    const token = reply === null || !isSuccess(reply) ? null : tokensOf(reply).access
    if (token === null) return null
    probing.client.masking.add(token, '$TOKEN_CLAIMS')
    return probing.identities.carry(token)
  }
  for (const operation of closed.slice(0, MOST_CLOSED)) if (await opens(probing, { login, operation, name, asked, logIn, user })) return
}

type Headers = Readonly<Record<string, string>>

interface Claiming {
  readonly login: Operation
  /** What refuses the user without the claim. */
  readonly operation: Operation
  readonly name: string
  readonly asked: readonly unknown[]
  readonly logIn: (value: unknown) => Promise<Headers | null>
  readonly user: Session
}

async function opens(probing: Probing, { login, operation, name, asked, logIn, user }: Claiming): Promise<boolean> {
  const askWith = async (value: unknown): Promise<Reply | null> => {
    const headers = await logIn(value)
    return headers === null
      ? null
      : probing.client.send({ method: 'GET', path: operation.path, headers, identity: user.name, mayFail: true })
  }
  const plain = await askWith(undefined)
  if (plain === null || !isRefusal(plain)) return false
  const refused: Reply[] = []
  for (const value of asked) {
    const first = await askWith(value)
    if (first !== null && isRefusal(first)) refused.push(first)
    if (first === null || !isSuccess(first)) continue
    const [after, again] = [await askWith(undefined), await askWith(value)]
    const isSeen = again !== null && isSuccess(again) && after !== null && isRefusal(after)
    tell(probing, login, name, isSeen ? 'effect' : 'unclear', {
      effect: `an ordinary user who asks for ${JSON.stringify(value)} in ${name} is let in at ${operation.key}, and without it is not`,
      control: plain,
      attempts: [first, again, after],
    })
    return isSeen
  }
  // Where no login with such a word was answered, nothing was asked with it.
  tell(probing, login, name, refused.length > 0 ? 'no-effect' : 'unclear', {
    effect: refused.length > 0 ? `no word in ${name} opened ${operation.key}` : `no login with a word in ${name} was answered`,
    control: plain,
    attempts: refused.length > 0 ? refused : [plain],
  })
  return false
}

function tell(
  probing: Probing,
  login: Operation,
  name: string,
  saw: 'effect' | 'no-effect' | 'unclear',
  { effect, control, attempts }: { readonly effect: string; readonly control: Reply; readonly attempts: readonly (Reply | null)[] },
): void {
  probing.trial(
    'functionAccess',
    trialOn(login, {
      name: 'claimed at login',
      parameter: `body ${name}`,
      saw,
      effect,
      identity: 'user-claims',
      baseline: control.exchange,
      control: control.exchange,
      attempts: exchangesOf(...attempts),
      reproduced: { count: saw === 'effect' ? 2 : 0, of: 2 },
      details: { isEscalation: true },
    }),
  )
}

async function enter(probing: Probing, user: Session, extra: Readonly<Record<string, unknown>>): Promise<Reply | null> {
  const { credentials } = user
  if (credentials === null) return null
  probing.client.takeNextAddress()
  return probing.identities.sendLogin(
    { name: probing.identities.loginNameOf(credentials), password: credentials.password },
    { identity: user.name, mayFail: true },
    extra,
  )
}

/** What a user's own token says that it is for. */
function ownWords({ token }: Session): readonly string[] {
  const claims = token === null ? null : claimsOf(token)
  const own = claims?.scopes ?? claims?.scope ?? claims?.roles ?? []
  const words = typeof own === 'string' ? own.split(' ') : Array.isArray(own) ? own : []
  return words.filter((word) => typeof word === 'string' && word !== '')
}
