import type { Probing } from '../probing.ts'
import { isHtml, isSuccess, jsonOf, type Reply } from '../reply.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const GRAPHQL_PATHS = ['/graphql', '/api/graphql', '/v1/graphql', '/query']

/** GraphQL: introspection, suggestions, many operations in one request, depth. */
export async function probeGraphql(probing: Probing): Promise<void> {
  const declared = probing.wireOperations.filter((operation) => /graphql/i.test(operation.path)).map((operation) => operation.path)
  const { userA } = probing.identities
  const json = { 'content-type': 'application/json' }
  for (const path of new Set([...declared, ...GRAPHQL_PATHS])) {
    const ask = (query: unknown): Promise<Reply> =>
      probing.send(userA, { method: 'POST', path, headers: json, body: JSON.stringify(query), mayFail: true })
    const small = await ask({ query: '{__typename}' })
    if (!/"__typename"\s*:|"errors"\s*:\s*\[\s*\{[^}]*"message"/.test(small.body)) continue
    const operation = { method: 'POST', path, file: null, line: null }
    const say = (name: string, isSeen: boolean, effect: string, reply: Reply, again: Reply | null): void =>
      probing.trial(
        'graphql',
        trialOn(operation, {
          name,
          saw: isSeen ? 'effect' : 'no-effect',
          effect,
          identity: userA?.name ?? 'anonymous',
          baseline: small.exchange,
          control: small.exchange,
          attempts: exchangesOf(reply, again),
          reproduced: { count: isSeen ? 2 : 0, of: 2 },
        }),
      )
    const introspection = await probing.client.send({
      method: 'POST',
      path,
      headers: json,
      body: JSON.stringify({ query: '{__schema{queryType{name} types{name fields{name}}}}' }),
      mayFail: true,
    })
    const isOpen = /"__schema"\s*:\s*\{/.test(introspection.body)
    say(
      'introspection',
      isOpen,
      isOpen ? 'the whole schema is told to strangers' : 'the schema is not told',
      introspection,
      isOpen ? await ask({ query: '{__schema{queryType{name}}}' }) : null,
    )
    const batch = await ask(Array.from({ length: 20 }, () => ({ query: '{__typename}' })))
    const results = jsonOf(batch)
    const isBatched = Array.isArray(results) && results.length === 20
    say(
      'batching',
      isBatched,
      isBatched ? '20 operations in one request were all answered' : 'operations in a batch were refused',
      batch,
      null,
    )
    const aliases = await ask({ query: `{${Array.from({ length: 500 }, (_value, index) => `a${index}:__typename`).join(' ')}}` })
    const isAliased = /"a499"\s*:/.test(aliases.body)
    say('aliases', isAliased, isAliased ? '500 aliases in one operation were all answered' : 'many aliases were refused', aliases, null)
    const depth = await ask({ query: `{__schema{types{fields{type{${'ofType{'.repeat(30)}name${'}'.repeat(30)}}}}}}` })
    const isDeep = isOpen && /"ofType"/.test(depth.body) && !/"errors"/.test(depth.body)
    say('depth', isDeep, isDeep ? 'an operation 30 levels deep was answered' : 'a deep operation was refused', depth, null)
    await mutationByGet(probing, path)
    await explorer(probing, path)
    const suggestion = await ask({ query: '{__typenam}' })
    const isSuggested = /did you mean/i.test(suggestion.body)
    say('suggestions', isSuggested, isSuggested ? 'wrong names are answered with right ones' : 'no names are suggested', suggestion, null)
    return
  }
  probing.notTried('graphql', 'GraphQL', 'no-data', 'no GraphQL endpoint answered')
}

/** A mutation in the address: it changes nothing here, but another would. */
async function mutationByGet(probing: Probing, path: string): Promise<void> {
  const ask = (query: string): Promise<Reply> =>
    probing.send(probing.identities.userA, { method: 'GET', path: `${path}?query=${encodeURIComponent(query)}`, mayFail: true })
  const reading = await ask('query{__typename}')
  const writing = await ask('mutation{__typename}')
  const broken = await ask('mutation{__typenam}')
  const isRun = (reply: Reply): boolean => isSuccess(reply) && /"data"\s*:\s*\{\s*"__typename"\s*:\s*"\w+"/.test(reply.body)
  const again = isRun(writing) ? await ask('mutation{__typename}') : null
  const isSeen = again !== null && isRun(again) && !isRun(broken)
  probing.trial(
    'methods',
    trialOn(
      { method: 'GET', path, file: null, line: null },
      {
        name: 'mutation by GET',
        saw: isSeen ? 'effect' : writing.status === 0 || writing.status === 429 ? 'blocked' : 'no-effect',
        effect: isSeen ? `GET ${path} runs mutations: a link can change state` : `a mutation by GET got ${writing.status}`,
        identity: probing.identities.userA?.name ?? 'anonymous',
        baseline: reading.exchange,
        control: broken.exchange,
        attempts: exchangesOf(writing, again),
        reproduced: { count: isSeen ? 2 : 0, of: 2 },
      },
    ),
  )
}

/** A page for trying queries, at the endpoint itself when a browser asks. */
async function explorer(probing: Probing, path: string): Promise<void> {
  const ask = (accept: string): Promise<Reply> => probing.client.send({ method: 'GET', path, headers: { accept }, mayFail: true })
  const page = await ask('text/html')
  const isSeen = isSuccess(page) && isHtml(page) && /graphiql|graphql playground|apollo (?:studio|sandbox|explorer)|altair/i.test(page.body)
  const again = isSeen ? await ask('text/html') : null
  probing.trial(
    'docsExposure',
    trialOn(
      { method: 'GET', path, file: null, line: null },
      {
        name: 'graphiql',
        saw: isSeen ? 'effect' : 'no-effect',
        effect: isSeen
          ? `${path} serves a page for trying queries to anybody`
          : `${path} got ${page.status} and is no page for trying queries`,
        control: (await ask('application/json')).exchange,
        attempts: exchangesOf(page, again),
        reproduced: { count: isSeen ? 2 : 0, of: 2 },
      },
    ),
  )
}
