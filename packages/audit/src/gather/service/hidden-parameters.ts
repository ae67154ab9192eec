import type { Operation } from './operations.ts'
import type { Probing } from './probing.ts'
import { headerOf, type Reply } from './reply.ts'
import { type Draft, draftOf, requestOf } from './requests.ts'

const NAMES = [
  'q',
  'query',
  'search',
  'term',
  'name',
  'title',
  'text',
  'message',
  'greeting',
  'template',
  'file',
  'filename',
  'path',
  'doc',
  'page',
  'url',
  'uri',
  'link',
  'target',
  'next',
  'redirect',
  'return',
  'returnTo',
  'return_to',
  'to',
  'continue',
  'callback',
  'goto',
  'dest',
  'id',
  'user',
  'email',
  'sort',
  'order',
  'filter',
  'category',
  'status',
  'type',
  'lang',
  'theme',
  'view',
  'format',
  'host',
  'cmd',
  'ref',
  'code',
  'key',
  'from',
]

/** Names of query parameters that neither specification nor source told: those whose values come back, or that change how the operation answers. */
export async function findHiddenParameters(probing: Probing): Promise<void> {
  for (const operation of probing.operations) {
    if (operation.method !== 'GET' || operation.exists === 'no' || operation.parameters.some((parameter) => parameter.in === 'query'))
      continue
    if (['health', 'metrics', 'docs', 'static', 'logout'].includes(operation.purpose)) continue
    const accepted = await probing.acceptedBy(operation)
    const session = accepted?.session ?? probing.identities.userA
    const draft = accepted?.draft ?? draftOf(operation, probing.values, await probing.idsFor(operation, session), {})
    const found = await namesOf(probing, operation, draft, accepted?.reply ?? (await probing.sendDraft(session, draft, { mayFail: true })))
    if (found.length === 0) continue
    operation.parameters = [
      ...operation.parameters,
      ...found.map((name) => ({ name, in: 'query' as const, isRequired: false, schema: {} })),
    ]
    probing.forget(operation)
  }
}

async function namesOf(probing: Probing, operation: Operation, draft: Draft, base: Reply): Promise<readonly string[]> {
  const session = probing.identities.userA
  const values = new Map(NAMES.map((name) => [name, probing.values.nonce(name, 9)]))
  const ask = (names: readonly string[]): Promise<Reply> =>
    probing.send(session, {
      ...requestOf({ ...draft, query: { ...draft.query, ...Object.fromEntries(names.map((name) => [name, values.get(name) ?? ''])) } }),
      mayFail: true,
    })
  const all = await ask(NAMES)
  const reflected = NAMES.filter((name) => `${all.body} ${headerOf(all, 'location')}`.includes(values.get(name) ?? '-'))
  // An answer that repeats the whole address reflects every name: nothing is learnt from that.
  if (reflected.length > 0 && reflected.length <= 6) return reflected
  if (all.status === base.status || all.status === 429 || all.status === 0 || operation.path === '/') return []
  let names: readonly string[] = NAMES
  for (let step = 0; step < 7 && names.length > 1; step += 1) {
    const half = names.slice(0, Math.ceil(names.length / 2))
    names = (await ask(half)).status === all.status ? half : names.slice(half.length)
  }
  const [name] = names
  return name !== undefined && (await ask([name])).status === all.status ? [name] : []
}
