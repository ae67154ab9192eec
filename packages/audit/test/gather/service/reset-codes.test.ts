import { expect, it } from 'vitest'
import { probeResetCodes } from '../../../src/gather/service/probes/reset-codes.ts'
import { jsonServer, liveOutcome, operationOf, probeAt, USER_OPERATIONS } from './probe-harness.ts'
import { text } from './users-at.ts'

interface Ways {
  /** Fields of the body are conditions of a document database. */
  readonly takesOperators?: true
  /** After five wrong codes the code is void. */
  readonly counts?: true
  /** Mail is shown to whoever asks. */
  readonly showsMail?: true
  /** The code alone says whose it is. */
  readonly namesNobody?: true
  /** What every wrong code gets. */
  readonly wrongGets?: number
  /** After five wrong codes the right one is refused in the same words. */
  readonly voids?: true
  /** The code is compared with what the account holds, which is nothing before one was sent. */
  readonly comparesNothing?: true
}

function serviceThat({ takesOperators, counts, showsMail, namesNobody, wrongGets = 400, voids, comparesNothing }: Ways) {
  const users = new Map<string, unknown>()
  const codes = new Map<string, { readonly code: string; tries: number }>()
  let sent = 4100
  return jsonServer(({ method, path, body, headers }) => {
    const email = String(body.email)
    if (path === '/register') {
      users.set(email, body.password)
      return [201, { id: users.size, email }]
    }
    if (path === '/login') return users.has(email) && users.get(email) === body.password ? [200, { token: `token-of-${email}` }] : [401, {}]
    if (path === '/me') return headers.authorization === undefined ? [401, {}] : [200, { id: 1 }]
    if (path === '/password/forgot') {
      sent += 137
      codes.set(email, { code: String(sent), tries: 0 })
      return [202, {}]
    }
    if (path === '/outbox' && method === 'GET')
      return showsMail === true ? [200, [...codes].map(([to, { code }]) => ({ to, text: `Use ${code}.` }))] : [404, {}]
    const isAsked = typeof body.code === 'object' && body.code !== null && '$eq' in body.code
    const wanted = isAsked && takesOperators === true ? (body.code as { readonly $eq: unknown }).$eq : body.code
    const owner = namesNobody === true ? [...codes].find(([, { code }]) => code === wanted)?.[0] : email
    if (namesNobody === true && path === '/password/reset') {
      if (owner === undefined) return [400, { error: 'the code is wrong' }]
      users.set(owner, body.password)
      codes.delete(owner)
      return [200, {}]
    }
    const known = codes.get(email)
    if (comparesNothing === true && path === '/password/reset' && known?.code === body.code) {
      users.set(email, body.password)
      return [200, {}]
    }
    if (path !== '/password/reset' || known === undefined) return [path === '/password/reset' ? 400 : 404, { error: 'no' }]
    known.tries += 1
    if (counts === true && known.tries > 5) return [429, {}]
    const isAny = takesOperators === true && typeof body.code === 'object' && body.code !== null && '$ne' in body.code
    if (!isAny && (body.code !== known.code || (voids === true && known.tries > 5))) return [wrongGets, { error: 'the code is wrong' }]
    users.set(email, body.password)
    codes.delete(email)
    return [200, {}]
  })
}

it.each<readonly [string, Ways, string, string, string]>([
  ['an operator stands for it', { takesOperators: true }, 'input.nosql-injection', 'fail', 'in place of the code sets a new password'],
  ['an operator is no code', {}, 'input.nosql-injection', 'not-verified', ''],
  ['it is guessed until it is right', { showsMail: true }, 'auth.login-throttle', 'fail', 'of 4 digits'],
  ['wrong ones are counted', { showsMail: true, counts: true }, 'auth.login-throttle', 'pass', ''],
  [
    'the operator for it is taken, where it alone says whose it is',
    { takesOperators: true, namesNobody: true, showsMail: true },
    'input.nosql-injection',
    'fail',
    'the operator $eq with the code',
  ],
  ['the operator for it is refused', { namesNobody: true, showsMail: true }, 'input.nosql-injection', 'pass', ''],
  ['it is void after some wrong ones', { showsMail: true, voids: true }, 'auth.login-throttle', 'pass', ''],
  ['all that is wrong gets 200', { showsMail: true, wrongGets: 200 }, 'auth.login-throttle', 'not-verified', ''],
  ['all that is wrong is sent on', { showsMail: true, wrongGets: 302 }, 'auth.login-throttle', 'not-verified', ''],
  ['all that is wrong fails', { showsMail: true, wrongGets: 500, voids: true }, 'auth.login-throttle', 'not-verified', ''],
  ['nobody knows whether it would have been right', {}, 'auth.login-throttle', 'not-verified', ''],
  ['it is left out by who never asked for one', { comparesNothing: true }, 'auth.token-signature', 'fail', 'where the code is left out'],
  ['it must be there', {}, 'auth.token-signature', 'not-verified', ''],
])('a code that was sent: %s', async (_name, ways, control, outcome, told) => {
  const operations = [
    ...USER_OPERATIONS,
    { ...operationOf('POST', '/password/forgot', text('email')), purpose: 'password-reset' as const },
    {
      ...operationOf('POST', '/password/reset', text(...(ways.namesNobody === true ? [] : ['email']), 'code', 'password')),
      purpose: 'password-reset' as const,
    },
    operationOf('GET', '/outbox'),
  ].map((operation) => ({ ...operation, gaps: new Set<string>() }))
  const facts = await probeAt(serviceThat(ways), probeResetCodes, ['nosqlInjection', 'loginThrottle', 'tokenMutation'], {
    operations,
    registers: true,
    startedByUs: true,
  })
  const seen = liveOutcome(control, facts)
  expect(seen.outcome, seen.text).toBe(outcome)
  expect(seen.text).toContain(told)
})
