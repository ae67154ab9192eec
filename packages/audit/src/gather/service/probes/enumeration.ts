import { letsIn } from '../identities/login.ts'
import type { Probing } from '../probing.ts'
import { normalised, type Reply } from '../reply.ts'
import { encodeBody } from '../requests.ts'
import type { Credentials } from '../session.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { textOfPage } from './same-object.ts'

/** Credentials that still log in: an update of the own profile may have changed a name. */
export async function knownCredentials(probing: Probing): Promise<Credentials | null> {
  const { identities } = probing
  const credentials = identities.ordinaryUser?.credentials ?? null
  if (credentials === null) return null
  probing.client.takeNextAddress()
  const reply = await identities.sendLogin({ name: identities.loginNameOf(credentials), password: credentials.password })
  if (reply !== null && identities.login !== null && letsIn(reply, identities.login)) return credentials
  return (await identities.registerUser('user-known', {}))?.credentials ?? null
}

/** Known and unknown users at login, registration and reset: the answers must not differ. */
export async function probeEnumeration(probing: Probing): Promise<void> {
  const { login } = probing.identities
  const credentials = await knownCredentials(probing)
  if (credentials === null || login === null)
    return void probing.notTried('enumeration', 'users', 'no-identity', 'no user of its own is known')
  const known = probing.identities.loginNameOf(credentials)
  const unknown = (): string =>
    known.includes('@') ? `assay${probing.values.nonce('nobody', 9)}@example.com` : probing.values.nonce('nobody', 9)
  await compare(probing, 'login', login, known, unknown, async (name) => {
    probing.client.takeNextAddress()
    return probing.identities.sendLoginAndLook({ name, password: 'Wrong-1-password' })
  })
  const reset = probing.operations.find(
    (operation) =>
      operation.purpose === 'password-reset' &&
      operation.method === 'POST' &&
      !operation.path.includes('{') &&
      !/confirm|verify|token/.test(operation.path),
  )
  if (reset !== undefined) {
    const field = Object.keys(reset.body?.schema.properties ?? {}).find((name) => /mail|user/i.test(name)) ?? 'email'
    await compare(probing, 'reset', reset, known, unknown, async (name) => {
      probing.client.takeNextAddress()
      const encoded = encodeBody(reset.body?.contentType ?? 'application/json', { [field]: name })
      return probing.client.send({
        method: 'POST',
        path: reset.path,
        headers: { 'content-type': encoded.contentType },
        body: encoded.body,
        mayFail: true,
      })
    })
  }
}

/** An answer without what is new in each: of a page its text, without the tokens of its forms. */
function said(body: string): string {
  return /<(?:html|body|form)\b/i.test(body) ? textOfPage(body) : normalised(body)
}

async function compare(
  probing: Probing,
  name: string,
  operation: Parameters<typeof trialOn>[0],
  known: string,
  unknown: () => string,
  ask: (name: string) => Promise<Reply | null>,
): Promise<void> {
  const knownReplies: Reply[] = []
  const unknownReplies: Reply[] = []
  for (let repeat = 0; repeat < 2; repeat += 1) {
    const stranger = unknown()
    for (const [list, who] of [
      [knownReplies, known],
      [unknownReplies, stranger],
    ] as const) {
      const reply = await ask(who)
      if (reply !== null) list.push({ ...reply, body: said(reply.body.replaceAll(who, '~')) })
    }
  }
  const look = (reply: Reply | undefined): string => (reply === undefined ? '' : `${reply.status} ${reply.body}`)
  const isBlocked = [...knownReplies, ...unknownReplies].some((reply) => reply.status === 429 || reply.status === 0)
  const isControlled = look(unknownReplies[0]) === look(unknownReplies[1]) && look(knownReplies[0]) === look(knownReplies[1])
  const isDifferent = look(knownReplies[0]) !== look(unknownReplies[0])
  probing.trial(
    'enumeration',
    trialOn(operation, {
      name,
      saw: isBlocked ? 'blocked' : !isControlled ? 'unclear' : isDifferent ? 'effect' : 'no-effect',
      effect: isDifferent
        ? `a known user gets ${knownReplies[0]?.status ?? 0}, an unknown one ${unknownReplies[0]?.status ?? 0}, and the answers differ`
        : 'known and unknown users get the same answer',
      baseline: knownReplies[0]?.exchange ?? null,
      control: unknownReplies[1]?.exchange ?? null,
      attempts: exchangesOf(knownReplies[0], unknownReplies[0]),
      reproduced: { count: isDifferent && isControlled ? 2 : 0, of: 2 },
    }),
  )
}
