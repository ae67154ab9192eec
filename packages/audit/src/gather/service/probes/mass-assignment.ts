import { isEmailName } from '../identities/credential-fields.ts'
import { homeOf } from '../kin.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isHtml, isSuccess, isTaken, jsonOf, obstacleOf, type Reply } from '../reply.ts'
import { encodeBody, leavesOf, requestOf, withFields } from '../requests.ts'
import type { Session } from '../session.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { firstObject, probeProtectedAtCreation } from './protected-at-creation.ts'
import { probeProtectedAtUpdate } from './protected-at-update.ts'
import { probeProtectedParts } from './protected-parts.ts'

/** Fields that only the service may set, with a value that differs from what an ordinary user has. */
const PROTECTED: readonly (readonly [string, unknown])[] = [
  ['role', 'admin'],
  ['roles', ['admin']],
  ['is_admin', true],
  ['isAdmin', true],
  ['admin', true],
  ['is_staff', true],
  ['is_superuser', true],
  ['verified', true],
  ['is_verified', true],
  ['isVerified', true],
  ['email_verified', true],
  ['balance', 987654],
  ['credit', 987654],
  ['credits', 987654],
  ['plan', 'enterprise'],
  ['tier', 'enterprise'],
  ['permissions', ['*']],
]

/** Registers and updates with fields that a user must not set, and reads back what became of them. */
export async function probeMassAssignment(probing: Probing): Promise<void> {
  const { ordinaryUser: userA, register } = probing.identities
  if (userA === null) return void probing.notTried('massAssignment', 'protected fields', 'no-identity', probing.identities.nobody)
  const plain = await toldOf(probing, userA)
  if (register !== null) {
    if (probing.startedByUs || probing.isIntrusive) await atRegistration(probing, register, plain)
    else
      probing.notTried(
        'massAssignment',
        register.key,
        'skipped-by-user',
        'a privileged account would stay behind; runs on services that assay starts, or at --intensity intrusive',
      )
  }
  for (const operation of probing.operations) {
    const isOwn = /\/(?:me|profile|account|settings|users\/\{[^}]+\})(?:\/(?:edit|update))?\/?$/.test(operation.path)
    const isUpdate = operation.method === 'PUT' || operation.method === 'PATCH' || (operation.method === 'POST' && isPosted(operation))
    if (isUpdate && isOwn && (probing.startedByUs || probing.isIntrusive)) await atUpdate(probing, operation)
  }
  await probeProtectedParts(probing)
  for (const operation of probing.operations) {
    const home = homeOf(probing.operations, operation.path)
    if (operation.method === 'POST' && operation.purpose === 'other' && probing.state.itemOperation(home, 'GET') !== null)
      await probeProtectedAtCreation(probing, operation, userA)
    if (operation.method === 'PATCH' || operation.method === 'PUT') await probeProtectedAtUpdate(probing, operation, userA)
  }
}

/** What the service tells of a user: by the operation for that, or, where that is a page, in its lists. */
async function toldOf(probing: Probing, session: Session): Promise<Reply | null> {
  const { check } = probing.identities
  const seen = check === null ? null : await probing.send(session, check.request)
  return seen === null || isHtml(seen) ? ((await probing.records.of(session)) ?? seen) : seen
}

async function atRegistration(probing: Probing, register: Operation, plain: Reply | null): Promise<void> {
  let session: Session | null = null
  for (const extra of protectedSets(register, [probing.identities.registerReply, plain]))
    session ??= await probing.identities.registerUser('user-raised', extra, 'admin')
  if (session === null) {
    probing.trial(
      'massAssignment',
      trialOn(register, {
        name: 'register',
        saw: 'no-effect',
        effect: 'the registration with protected fields was refused',
        identity: 'user-raised',
        attempts: exchangesOf(probing.identities.registerReply),
        details: { fields: '' },
      }),
    )
    return
  }
  const seen = await toldOf(probing, session)
  const answers = [seen, session.loginReply, probing.identities.registerReply]
  const fields = raisedFields(answers, [plain, probing.identities.userA?.loginReply ?? null], protectedBy(plain))
  const promoted = await opensAdministration(probing, session)
  const isRaised = fields.length > 0 || promoted !== null
  if ((isRaised && /role|admin|staff|superuser|permissions/.test(fields.join())) || promoted !== null) {
    const promotedSession: Session = { ...session, name: 'admin', role: 'admin', renew: session.renew }
    if (probing.identities.admin === null) probing.identities.sessions.push(promotedSession)
  }
  probing.trial(
    'massAssignment',
    trialOn(register, {
      name: 'register',
      saw: isRaised ? 'effect' : 'no-effect',
      effect: isRaised
        ? `a user registered with protected fields has ${[...fields, ...(promoted === null ? [] : [`access to ${promoted.exchange.url}`])].join(', ')}`
        : 'protected fields at registration changed nothing',
      identity: 'user-raised',
      baseline: plain?.exchange ?? null,
      control: plain?.exchange ?? null,
      attempts: exchangesOf(probing.identities.registerReply, seen, promoted),
      reproduced: { count: isRaised ? 2 : 0, of: 2 },
      details: { fields: fields.join(' ') },
    }),
  )
}

/** Protected fields to send: all at once, then those that the service is known to have, then the commonest; a body with one unknown field may be refused whole. */
function protectedSets(
  operation: Operation,
  answers: readonly (Reply | null)[],
  more: readonly (readonly [string, unknown])[] = [],
): readonly Readonly<Record<string, unknown>>[] {
  const declared = Object.keys(operation.body?.schema.properties ?? {})
  const all = [...PROTECTED, ...answers.flatMap(protectedBy), ...more]
  const shown = all.filter(
    ([name]) => declared.includes(name) || answers.some((reply) => reply !== null && findField(jsonOf(reply), name, 0).length > 0),
  )
  const sets = [Object.fromEntries(all), Object.fromEntries(shown), { role: 'admin' }]
  return sets.filter((set, index) => Object.keys(set).length > 0 && sets.findIndex((other) => sameKeys(other, set)) === index)
}

/** Fields of a user's own object that the service keeps under other names than most: rights, and what one has. */
function protectedBy(reply: Reply | null): readonly (readonly [string, unknown])[] {
  const node = reply === null || isHtml(reply) ? undefined : firstObject(jsonOf(reply))
  return Object.entries(node ?? {}).flatMap(([name, value]): [string, unknown][] => {
    if (PROTECTED.some(([known]) => known === name)) return []
    if (/^(?:is_?)?(?:staff|admin|super_?user|moderator|verified|premium)$/i.test(name) && value !== true) return [[name, true]]
    if (/^(?:balance|credits?|points|wallet|quota)(?:_?(?:cents|limit))?$/i.test(name) && typeof value === 'number')
      return [[name, 987_654]]
    return []
  })
}

function sameKeys(left: object, right: object): boolean {
  return Object.keys(left).join() === Object.keys(right).join()
}

/** A form of a page, which knows no other method. */
function isPosted({ page, body, purpose }: Operation): boolean {
  return purpose === 'other' && (page !== null || /form/.test(body?.contentType ?? ''))
}

/** What services call those who may more, beside `admin`. */
const OTHER_ROLES = ['staff', 'administrator', 'superuser', 'manager', 'moderator']

function administrationOf(probing: Probing): Operation | undefined {
  return probing.operations.find(
    ({ method, purpose, declaredAccess, path }) =>
      method === 'GET' && (purpose === 'admin' || declaredAccess === 'privileged') && !path.includes('{'),
  )
}

/** Whether there is something that this user is refused by name, not only for want of a session. */
async function isRefused(probing: Probing, session: Session): Promise<boolean> {
  const operation = administrationOf(probing)
  return operation !== undefined && (await probing.send(session, { method: 'GET', path: operation.path })).status === 403
}

/** An administrative operation that refuses the ordinary user and answers this one. */
async function opensAdministration(probing: Probing, session: Session): Promise<Reply | null> {
  const operation = administrationOf(probing)
  if (operation === undefined) return null
  const ordinary = await probing.send(probing.identities.ordinaryUser, { method: 'GET', path: operation.path })
  const raised = await probing.send(session, { method: 'GET', path: operation.path })
  return isSuccess(raised) && !isSuccess(ordinary) ? raised : null
}

/** What a user belongs to, by the field of the own object. */
const BELONGS_TO = /^(?:org|organi[sz]ation|tenant|company|workspace|household)_?id$/i

/** What another of our users belongs to, under the name by which the own object tells it. */
async function tenantOfOther(probing: Probing, own: Reply | null): Promise<readonly (readonly [string, unknown])[]> {
  const { userB } = probing.identities
  const mine = Object.entries((own === null || isHtml(own) ? undefined : firstObject(jsonOf(own))) ?? {}).filter(([name]) =>
    BELONGS_TO.test(name),
  )
  const told = mine.length === 0 || userB === null ? null : await toldOf(probing, userB)
  const theirs = told === null || isHtml(told) ? undefined : firstObject(jsonOf(told))
  return mine.flatMap(([name, value]): [string, unknown][] => {
    const other = theirs?.[name]
    return other === undefined || other === null || other === value ? [] : [[name, other]]
  })
}

async function atUpdate(probing: Probing, operation: Operation): Promise<void> {
  const session = await probing.identities.registerUser('user-update', {})
  if (session === null) return
  const accepted = await probing.reachedBy(operation)
  if (accepted === null || !isTaken(accepted.reply)) return
  const form = await probing.pages.formFor(operation, session, operation.path)
  const look = (): Promise<Reply | null> => toldOf(probing, session)
  const before = await look()
  const tenant = await tenantOfOther(probing, before)
  const request = requestOf({
    ...accepted.draft,
    path: Object.fromEntries(Object.keys(accepted.draft.path).map((name) => [name, session.userId ?? '1'])),
    body: withFields(accepted.draft.body, {
      ...ownNames(accepted.draft.body, session),
      ...protectedSets(operation, [before, accepted.reply], tenant)[0],
    }),
    carried: form?.carried ?? {},
  })
  let reply = await probing.send(session, request)
  for (const extra of protectedSets(operation, [before, accepted.reply], tenant).slice(1))
    if (!isTaken(reply) && request.body !== undefined)
      reply = await probing.send(session, {
        ...request,
        body: encodeBody(operation.body?.contentType ?? 'application/json', {
          ...form?.carried,
          ...withFields(accepted.draft.body, { ...ownNames(accepted.draft.body, session), ...extra }),
        }).body,
      })
  const after = await look()
  await session.renew()
  const again = await look()
  // A page shows no field by its name: only what opens to the user could tell.
  const isBlind = (after === null || isHtml(after)) && administrationOf(probing) === undefined
  let promoted = await opensAdministration(probing, session)
  for (const role of isTaken(reply) && promoted === null && (await isRefused(probing, session)) ? OTHER_ROLES : []) {
    await probing.send(session, {
      ...request,
      body: encodeBody(operation.body?.contentType ?? 'application/json', {
        ...form?.carried,
        ...withFields(accepted.draft.body, { ...ownNames(accepted.draft.body, session), role }),
      }).body,
    })
    await session.renew()
    promoted = await opensAdministration(probing, session)
    if (promoted !== null) break
  }
  const fields = [
    ...raisedFields([after, again], [before], [...protectedBy(before), ...tenant]),
    ...(promoted === null ? [] : [`access to ${promoted.exchange.url}`]),
  ]
  if (promoted !== null && probing.identities.admin === null) {
    probing.identities.sessions.push({ ...session, name: 'admin', role: 'admin', made: 'promoted' })
  }
  probing.trial(
    'massAssignment',
    trialOn(operation, {
      name: 'update',
      ...(fields.length === 1 && promoted === null ? { parameter: `body ${fields[0]}` } : {}),
      saw:
        fields.length > 0
          ? 'effect'
          : isTaken(reply) && isBlind
            ? 'unclear'
            : isTaken(reply) || [400, 401, 403, 409, 422].includes(reply.status)
              ? 'no-effect'
              : obstacleOf(reply) === ''
                ? 'unclear'
                : 'blocked',
      effect:
        fields.length > 0 ? `after its own update the user has ${fields.join(', ')}` : `protected fields changed nothing (${reply.status})`,
      identity: session.name,
      baseline: before?.exchange ?? null,
      control: before?.exchange ?? null,
      attempts: exchangesOf(reply, after, again),
      reproduced: { count: fields.length > 0 ? 2 : 0, of: 2 },
      details: { fields: fields.join(' ') },
    }),
  )
}

/** The names of who sends it, where a form of somebody else was filled in. */
function ownNames(body: Readonly<Record<string, unknown>> | null, { credentials }: Session): Readonly<Record<string, unknown>> {
  if (credentials === null) return {}
  const own = leavesOf(body).flatMap(([path]): [string, string][] => {
    const name = path.slice(path.lastIndexOf('.') + 1)
    if (isEmailName(name)) return [[name, credentials.email]]
    return /^(?:user_?name|login|handle)$/i.test(name) ? [[name, credentials.username]] : []
  })
  return Object.fromEntries(own)
}

/** Protected fields that an answer shows with our value and the ordinary user's answer does not. */
function raisedFields(
  answers: readonly (Reply | null)[],
  ordinary: readonly (Reply | null)[],
  more: readonly (readonly [string, unknown])[],
): readonly string[] {
  const found = new Set<string>()
  for (const [name, value] of [...PROTECTED, ...more]) {
    const holds = (reply: Reply | null): boolean =>
      reply !== null && isSuccess(reply) && findField(jsonOf(reply), name, 0).some((seen) => same(seen, value))
    // An echo of the registration alone proves nothing: the first two answers come from reading back.
    if (answers.slice(0, 2).some(holds) && !ordinary.some(holds)) found.add(name)
  }
  return [...found]
}

function findField(value: unknown, name: string, depth: number): readonly unknown[] {
  if (depth > 4 || typeof value !== 'object' || value === null) return []
  const node = value as Readonly<Record<string, unknown>>
  const own = name in node ? [node[name]] : []
  return [
    ...own,
    ...Object.values(node)
      .slice(0, 50)
      .flatMap((child) => findField(child, name, depth + 1)),
  ]
}

function same(seen: unknown, value: unknown): boolean {
  if (value === true) return seen === true || seen === 1
  return JSON.stringify(seen) === JSON.stringify(value)
}
