import type { Exchange } from '../../../model/evidence.ts'
import type { Probing } from '../probing.ts'
import { headerOf, isHtml, jsonOf, type Reply } from '../reply.ts'
import { NOBODY } from '../requests.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** The trial in which somebody registers whom the service knows. */
const TAKEN_NAME = 'taken name'

/** What no answer should tell: places in the source, statements, names of internals. */
const LEAKS: readonly (readonly [string, RegExp])[] = [
  ['stack trace of Node', /\bat (?:[\w.<>$ [\]]+ )?\(?(?:file:\/\/)?(?:\/|[A-Z]:\\)[^\s)]+\.(?:js|mjs|cjs|ts):\d+:\d+/],
  ['stack trace of Python', /Traceback \(most recent call last\)|File "[^"\n]+\.py", line \d+/],
  ['stack trace of Java', /\bat [\w.$]+\([\w]+\.java:\d+\)/],
  ['debugger', /Werkzeug Debugger|DJANGO_SETTINGS_MODULE|because you have <code>DEBUG = True|Using the URLconf defined in <code>/],
  [
    'SQL statement',
    /\b(?:SELECT\s+[\w*",.\s]+\s+FROM\s+\w+|INSERT INTO\s+\w+\s*\(|UPDATE\s+\w+\s+SET\s+\w+\s*=|DELETE FROM\s+\w+\s+WHERE)/,
  ],
  [
    'database error',
    /SQLITE_(?:ERROR|CONSTRAINT\w*|MISMATCH)|sqlite3\.\w+Error|psycopg2\.|\bPG::\w+|(?<![A-Z_])ER_[A-Z_]{5,}|You have an error in your SQL syntax|syntax error at or near \\?"|duplicate key value violates unique constraint|violates (?:foreign key|not-null|check) constraint|relation \\?"[\w.]{1,60}\\?" does not exist|invalid input syntax for type |SequelizeDatabaseError|PrismaClient\w+Error|MongoServerError|E11000 duplicate key|UNIQUE constraint failed|NOT NULL constraint failed|no such (?:table|column): |near \\?"[^"\\]{0,60}\\?": syntax error|unrecognized token: \\?"|ORA-\d{5}|sqlalchemy\.exc/,
  ],
  [
    'path of the server',
    /(?:^|[\s"'(:])\/(?:home|usr\/src|var\/www|opt|srv|app|root|workspace|Users)\/[\w.-]+\/[\w./-]+\.\w{1,4}\b|[A-Z]:\\(?:Users|inetpub|www)\\/,
  ],
  [
    'internal exception',
    /\b(?:TypeError|ReferenceError|RangeError|KeyError|AttributeError|ValueError|NullPointerException|IndexError|ZeroDivisionError)\b[:(] ?(?:Cannot|'|"|.*(?:is not|of undefined|of null|object has no|not defined))/,
  ],
  ['dependency path', /node_modules\/|site-packages\//],
]

/** Provokes each class of error once and reads what the answers tell. */
export async function probeErrors(probing: Probing): Promise<void> {
  const { identities, client } = probing
  const userA = identities.userA
  const writing =
    probing.wireOperations.find(
      (operation) => operation.method === 'POST' && operation.purpose === 'other' && !operation.path.includes('{'),
    ) ?? identities.login
  const item = probing.wireOperations.find((operation) => operation.method === 'GET' && /\/\{[^}]+\}$/.test(operation.path))
  const json = { 'content-type': 'application/json' }
  const cases: { readonly name: string; readonly expects: readonly number[]; readonly ask: () => Promise<Reply> }[] = [
    {
      name: 'unknown path',
      expects: [404],
      ask: () => client.send({ method: 'GET', path: `/${probing.values.nonce('missing')}`, mayFail: true }),
    },
    { name: 'bad escape', expects: [400, 404], ask: () => client.send({ method: 'GET', path: '/%', mayFail: true }) },
    { name: 'bad escape in a path', expects: [400, 404], ask: () => client.send({ method: 'GET', path: '/%c0%ae%c0%ae/', mayFail: true }) },
  ]
  const prefix = prefixOf(probing)
  if (prefix !== '')
    cases.push({
      name: 'unknown path of the API',
      expects: [404],
      ask: () =>
        client.send({
          method: 'GET',
          path: `${prefix}/${probing.values.nonce('missing')}`,
          headers: identities.userA?.headers ?? {},
          mayFail: true,
        }),
    })
  if (identities.check !== null)
    cases.push({
      name: 'not authenticated',
      expects: [401, 403],
      ask: () => client.send(identities.check?.request ?? { method: 'GET', path: '/' }),
    })
  if (writing !== null && writing !== undefined) {
    cases.push(
      {
        name: 'malformed JSON',
        expects: [400, 422],
        ask: () => probing.send(userA, { method: writing.method, path: writing.path, headers: json, body: '{"a": tru', mayFail: true }),
      },
      {
        name: 'empty body',
        expects: [400, 422],
        ask: () => probing.send(userA, { method: writing.method, path: writing.path, headers: json, body: '{}', mayFail: true }),
      },
      {
        name: 'array body',
        expects: [400, 422],
        ask: () => probing.send(userA, { method: writing.method, path: writing.path, headers: json, body: '[]', mayFail: true }),
      },
      {
        name: 'wrong content type',
        expects: [415, 400, 422],
        ask: () =>
          probing.send(userA, {
            method: writing.method,
            path: writing.path,
            headers: { 'content-type': 'application/x-assay' },
            body: 'x',
            mayFail: true,
          }),
      },
    )
  }
  if (item !== undefined) {
    const path = (id: string): string => item.path.replace(/\{[^}]+\}/g, id)
    cases.push(
      {
        name: 'unknown id',
        expects: [404, 400, 422],
        ask: () => probing.send(userA, { method: 'GET', path: path(NOBODY), mayFail: true }),
      },
      { name: 'wrong id', expects: [400, 404, 422], ask: () => probing.send(userA, { method: 'GET', path: path('%27'), mayFail: true }) },
      {
        name: 'id of zero bytes',
        expects: [400, 404, 422],
        ask: () => probing.send(userA, { method: 'GET', path: path('%00'), mayFail: true }),
      },
    )
  }
  for (const { name, expects, ask } of cases) {
    const reply = await ask()
    const leak = leakOf(reply)
    const again = leak === null ? null : await ask()
    tell(probing, name, expects, reply, again, leak)
    if (leak === 'debugger' && again !== null) tellDebugger(probing, name, reply, again)
  }
  await probeTakenName(probing)
}

/** The beginning that most paths of an API share: what its own handlers answer differs from what the rest of a site does. */
function prefixOf({ wireOperations }: Probing): string {
  const prefixes = wireOperations.flatMap(({ path }) => /^(?:\/(?:api|rest|v\d+))+(?=\/)/.exec(path)?.[0] ?? [])
  const counts = Map.groupBy(prefixes, (prefix) => prefix)
  return [...counts].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? ''
}

/** Registers once more who is registered: the service expects it, whatever the database says. */
async function probeTakenName(probing: Probing): Promise<void> {
  const { identities } = probing
  const credentials = identities.ordinaryUser?.credentials ?? null
  const request = credentials === null || !probing.mayWrite ? null : await identities.registrationOf(credentials)
  if (request === null) return
  probing.client.takeNextAddress()
  const ask = (): Promise<Reply> => probing.client.send({ ...request, mayFail: true, identity: 'anonymous' })
  const reply = await ask()
  const again = reply.status >= 500 ? await ask() : null
  tell(probing, TAKEN_NAME, TAKEN_STATUSES, reply, again, leakOf(reply), again !== null && again.status >= 500)
}

/** What a second registration of one user may get; some services answer it like the first and send a letter. */
const TAKEN_STATUSES = [200, 201, 202, 302, 303, 400, 401, 403, 409, 422]

/** An error page of a debugger is the debugger: it is on. */
function tellDebugger(probing: Probing, name: string, reply: Reply, again: Reply): void {
  probing.trial(
    'debugMode',
    trialOn(
      { method: reply.exchange.method, path: new URL(reply.exchange.url).pathname, file: null, line: null },
      {
        name: /Werkzeug/.test(reply.body) ? 'Werkzeug' : 'Django',
        saw: leakOf(again) === 'debugger' ? 'effect' : 'unclear',
        effect: `${name} is answered with the page of a debugger`,
        baseline: reply.exchange,
        attempts: exchangesOf(reply, again),
        reproduced: { count: 2, of: 2 },
      },
    ),
  )
}

function tell(
  probing: Probing,
  name: string,
  expects: readonly number[],
  reply: Reply,
  again: Reply | null,
  leak: string | null,
  isFailure = false,
): void {
  const isRepeated = again !== null && (leakOf(again) !== null || isFailure)
  const body = jsonOf(reply)
  const fields = typeof body === 'object' && body !== null && !Array.isArray(body) ? Object.keys(body).sort().join(',') : ''
  const { pathname } = new URL(reply.exchange.url)
  probing.trial(
    'errorCorpus',
    trialOn(
      { method: reply.exchange.method, path: pathname, file: null, line: null },
      {
        name,
        saw: leak !== null ? (isRepeated ? 'effect' : 'unclear') : reply.status === 429 || reply.status === 0 ? 'blocked' : 'no-effect',
        effect: leak === null ? `${name} got ${reply.status}` : `${name} got ${reply.status} with a ${leak}`,
        identity: reply.exchange.identity,
        control: null,
        baseline: null,
        attempts: exchangesOf(reply, again),
        reproduced: { count: isRepeated ? 2 : 0, of: 2 },
        details: {
          status: reply.exchange.status,
          expected: expects.includes(reply.exchange.status),
          leak: leak ?? '',
          fields,
          isHtml: isHtml(reply),
          contentType: headerOf(reply, 'content-type'),
          hasRequestId:
            /request_?id|trace_?id|correlation/i.test(reply.body) ||
            reply.headers.some(([header]) => /request-id|correlation-id|trace-?id/i.test(header)),
        },
      },
    ),
  )
}

/** The kind of internal that an answer tells; null when it tells none. */
export function leakOf(reply: Pick<Reply, 'body' | 'status'>): string | null {
  return leakIn(reply)?.kind ?? null
}

function leakIn(reply: Pick<Reply, 'body' | 'status'>): { readonly kind: string; readonly text: string } | null {
  if (reply.status < 400) return null
  const text = reply.body.slice(0, 20_000).replaceAll('\\n', '\n').replaceAll('\\"', '"').replaceAll('&#39;', "'").replaceAll('&quot;', '"')
  for (const [kind, pattern] of LEAKS) {
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) return { kind, text: found }
  }
  return null
}

/** What no handler says of its own accord, so that a refusal which holds it is a failure too. */
const TOLD_BY_FAILURES = new Set(['stack trace of Node', 'stack trace of Python', 'stack trace of Java', 'SQL statement', 'database error'])

/** Whether the words of an answer are those of the request. */
function isSent({ url, requestBody }: Exchange, text: string): boolean {
  const sent = `${url} ${requestBody}`
  const plain = sent
    .replaceAll('+', ' ')
    .replace(/%([0-7][0-9a-f])/gi, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  return [sent, plain, plain.replaceAll('\\"', '"')].some((each) => each.includes(text))
}

/** Failures that other probes met are errors too: their answers are read once more. */
export function probeMetErrors(probing: Probing): void {
  const seen = new Set<string>()
  for (const fact of [...probing.facts.values()]) {
    for (const trial of [...fact.trials]) {
      for (const exchange of trial.attempts) {
        const found = leakIn({ status: exchange.status, body: exchange.responseBody })
        const leak = found?.kind ?? null
        if (found === null || isSent(exchange, found.text) || (exchange.status < 500 && !TOLD_BY_FAILURES.has(found.kind))) continue
        const key = `${trial.method} ${trial.path} ${leak}`
        if (leak === null || seen.has(key) || seen.size > 20) continue
        seen.add(key)
        probing.trial('errorCorpus', {
          ...trial,
          name: `failure met by ${trial.name}`,
          saw: 'effect',
          effect: `${trial.method} ${trial.path} got ${exchange.status} with a ${leak}`,
          attempts: [exchange],
          control: trial.baseline,
          reproduced: { count: 2, of: 2 },
          details: { status: exchange.status, expected: false, leak, fields: '', isHtml: false, contentType: '', hasRequestId: false },
        })
      }
    }
  }
}

/** On which addresses the started processes listen. */
export async function probeListeners(probing: Probing): Promise<void> {
  const { listeners } = probing
  if (listeners === null)
    return void probing.notTried('listeners', 'sockets', 'no-target', 'the service was not started by assay: its sockets are out of sight')
  const all = await listeners()
  if (all.length === 0)
    return void probing.notTried('listeners', 'sockets', 'no-data', 'the system does not tell which sockets a process has')
  for (const { address, port } of all) {
    const isWide = address === '0.0.0.0' || address === '::'
    probing.trial(
      'listeners',
      trialOn(null, {
        name: `${address}:${port}`,
        saw: isWide ? 'effect' : 'no-effect',
        effect: `listens on ${address}:${port}`,
        reproduced: { count: 2, of: 2 },
        details: { address, port, isWide },
      }),
    )
  }
}
