import { PNG } from '../files.ts'
import { servedAt } from '../open-folders.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { headerOf, isHtml, isSuccess, isTaken, jsonOf, obstacleOf, type Reply } from '../reply.ts'
import { draftOf, requestOf } from '../requests.ts'
import { fits, shape } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { probeUploadNames, type Upload } from './upload-names.ts'

const BOUNDARY = 'assay-upload-5f2c'
/** Stands for the field of an upload whose body is the file itself. */
const RAW = '(body)'

interface UploadCase {
  readonly name: string
  readonly filename: string
  readonly type: string
  readonly content: (nonce: string) => Buffer
}

/** What became of a file: how it is served, and what of it is not as it should be. */
interface Stored {
  readonly reply: Reply
  readonly served: Reply | null
  readonly seen: 'active' | 'name' | 'extension' | null
}

/** Uploads whose ending alone says that a browser would run them. */
const RUN_BY_ENDING = ['html', 'script', 'double extension', 'svg']

function seenOf({ name, filename }: UploadCase, reply: Reply, served: Reply | null): Stored['seen'] {
  if (served !== null && isShown(served)) return 'active'
  if (!isSuccess(reply)) return null
  if (name === 'traversal in the name' && /\.\.\/|\.\.\\\\/.test(reply.body)) return 'name'
  // What was read back, and is no page then, may keep the name that its owner gave it.
  const isKept = served === null && RUN_BY_ENDING.includes(name)
  return isKept && new RegExp(`\\.(?:${filename.split('.').at(-1)})"`, 'i').test(storedName(reply)) ? 'extension' : null
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

/** Paths of files, whose last word the client may choose. */
const FILE_PATH = /\/(?:files?|uploads?|documents?|attachments?|images?|media|photos?|avatars?|objects?|blobs?|assets?)\/\{[^}]+\}$/i

/** Files that no upload should take, next to one that it should. */
export async function probeFileUpload(probing: Probing): Promise<void> {
  const operations = probing.wireOperations.filter(
    (operation) =>
      (operation.method === 'POST' || operation.method === 'PUT') &&
      (/multipart|image\/|octet-stream/i.test(operation.body?.contentType ?? '') ||
        operation.purpose === 'upload' ||
        (operation.method === 'POST' &&
          /\/(?:files?|uploads?|documents?|attachments?|images?|media|photos?|avatars?)\/?$/i.test(operation.path)) ||
        (operation.method === 'PUT' && FILE_PATH.test(operation.path) && !/json|urlencoded/.test(knownType(operation)))),
  )
  if (operations.length === 0) return void probing.notTried('fileUpload', 'uploads', 'no-data', 'no operation takes a file')
  for (const operation of operations.slice(0, 3)) await uploadTo(probing, operation)
}

/** Type of a body whose fields somebody told; empty when nobody did. */
function knownType({ body }: Operation): string {
  return Object.keys(body?.schema.properties ?? {}).length === 0 ? '' : (body?.contentType ?? '')
}

async function uploadTo(probing: Probing, operation: Operation): Promise<void> {
  const { userA } = probing.identities
  const fileField = Object.entries(operation.body?.schema.properties ?? {}).find(([, schema]) => schema.format === 'binary')?.[0]
  const fields = fileField === undefined ? ['file', 'image', 'avatar', 'upload', 'document', 'attachment'] : [fileField]
  const byName = FILE_PATH.test(operation.path)
  const path = byName
    ? operation.path.replace(/\/\{[^}]+\}$/, '')
    : requestOf({ ...draftOf(operation, probing.values, await probing.idsFor(operation, userA), {}), body: null }).path
  const sendAs = (field: string, filename: string, type: string, content: Buffer): Promise<Reply> =>
    probing.send(userA, {
      method: operation.method,
      path: byName ? `${path}/${encodeURIComponent(filename)}` : path,
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
  // A body that is the file itself may be read under one type only.
  const send = async (field: string, filename: string, type: string, content: Buffer): Promise<Reply> => {
    const reply = await sendAs(field, filename, type, content)
    const taken = field === RAW && reply.status === 415 ? await sendAs(field, filename, 'application/octet-stream', content) : reply
    return probing.pages.landed(userA, taken)
  }
  let good: Reply | null = null
  let field = ''
  for (const candidate of byName ? [RAW] : [...fields, RAW]) {
    for (const [filename, type, content] of [
      ['picture.png', 'image/png', PNG],
      ['note.txt', 'text/plain', Buffer.from('assay')],
    ] as const) {
      good = await send(candidate, filename, type, content)
      field = candidate
      if (isTaken(good)) break
    }
    if (good !== null && isTaken(good)) break
  }
  if (good === null || !isTaken(good)) {
    probing.notTried('fileUpload', operation.key, 'no-data', `no file was taken (${good?.status ?? 0})`)
    operation.gaps.add('no file was taken')
    return
  }
  operation.exists = 'yes'
  operation.baselineStatus = good.status
  probing.state.remember(path, good, userA, '')
  for (const upload of UPLOADS) {
    const store = async (): Promise<Stored> => {
      const nonce = probing.values.nonce('upload', 14)
      const reply = await send(field, upload.filename, upload.type, upload.content(nonce))
      if (isSuccess(reply)) probing.state.remember(path, reply, userA, '')
      const served = isTaken(reply) ? await servedFrom(probing, path, reply, nonce, upload.filename) : null
      return { reply, served, seen: seenOf(upload, reply, served) }
    }
    const first = await store()
    const again = first.seen === null ? null : await store()
    const { reply, served } = first
    const count = first.seen === null ? 0 : again?.seen === first.seen ? 2 : 1
    probing.trial(
      'fileUpload',
      trialOn(operation, {
        name: upload.name,
        parameter: `file ${field}`,
        saw:
          count === 2
            ? 'effect'
            : count === 1
              ? 'unclear'
              : [400, 403, 413, 415, 422].includes(reply.status) || isSuccess(reply) || (served !== null && isTaken(reply))
                ? 'no-effect'
                : obstacleOf(reply) === ''
                  ? 'unclear'
                  : 'blocked',
        effect:
          served !== null && first.seen === 'active'
            ? `the file was taken and is served as ${headerOf(served, 'content-type')}`
            : first.seen === 'name'
              ? 'the name with ../ was taken over'
              : first.seen === 'extension'
                ? `the file was stored under a name that ends in .${upload.filename.split('.').at(-1)}`
                : `the file got ${reply.status}${served === null ? '' : `, served as ${headerOf(served, 'content-type')}`}`,
        identity: userA?.name ?? 'anonymous',
        baseline: good.exchange,
        control: good.exchange,
        attempts: exchangesOf(reply, served, again?.reply, again?.served),
        reproduced: { count, of: 2 },
        details: { isActive: first.seen === 'active', keepsName: first.seen === 'name', keepsExtension: first.seen === 'extension' },
      }),
    )
  }
  await probeUploadNames(probing, operation, good, {
    send: (filename, content) => send(field, filename, 'text/plain', content),
    read: (reply, word, filename) => servedFrom(probing, path, reply, word, filename),
  })
  await toStrangers(probing, operation, path, (filename, content) => send(field, filename, 'text/plain', content))
  const storeBig = async (): Promise<Reply> => {
    const stored = await send(field, 'big.png', 'image/png', Buffer.concat([PNG, Buffer.alloc(12 * 1_048_576)]))
    if (isSuccess(stored)) probing.state.remember(path, stored, userA, '')
    return stored
  }
  const big = await storeBig()
  const bigAgain = isSuccess(big) ? await storeBig() : null
  const bigCount = [big, bigAgain].filter((stored) => stored !== null && isSuccess(stored)).length
  probing.trial(
    'fileUpload',
    trialOn(operation, {
      name: '12 MiB',
      parameter: `file ${field}`,
      // A page that the browser is sent to does not say whether the file was kept.
      saw: bigCount === 2 ? 'effect' : isTaken(big) ? 'unclear' : 'no-effect',
      effect: `a file of 12 MiB got ${big.status === 0 ? big.error : big.status}`,
      identity: userA?.name ?? 'anonymous',
      baseline: good.exchange,
      control: good.exchange,
      attempts: exchangesOf(big, bigAgain),
      reproduced: { count: bigCount, of: 2 },
      details: { isActive: false, keepsName: false, keepsExtension: false },
    }),
  )
}

/** Folders whose files are meant for everybody. */
const FOR_EVERYBODY = /public|static|assets?|avatar|image|photo|picture|logo|banner|icon|thumb/i

/** A document that only users may store, asked for by nobody under the name that its owner gave it. */
async function toStrangers(probing: Probing, operation: Operation, path: string, send: Upload): Promise<void> {
  if (probing.identities.userA === null || FOR_EVERYBODY.test(operation.path)) return
  const word = probing.values.nonce('private', 14)
  const filename = `letter-${word.slice(0, 5)}.txt`
  const stored = await send(filename, Buffer.from(word))
  const served = isTaken(stored) ? await servedFrom(probing, path, stored, word, filename) : null
  if (served === null) return
  const place = new URL(served.exchange.url).pathname
  if (!place.includes(filename) || FOR_EVERYBODY.test(place)) return
  const refused = await probing.client.send({ method: operation.method, path: `${path}/${filename}`, mayFail: true })
  const ask = (): Promise<Reply> => probing.client.send({ method: 'GET', path: place, mayFail: true })
  const replies = [await ask(), await ask()]
  const count = replies.filter((reply) => isSuccess(reply) && reply.body.includes(word)).length
  const missing = await probing.client.send({ method: 'GET', path: `${place}.missing`, mayFail: true })
  const reader = probing.operations.find(({ method, path: each }) => method === 'GET' && fitsFile(each, place))
  probing.trial(
    'anonymousAccess',
    trialOn(reader ?? { method: 'GET', path: place.replace(filename, '{name}'), ...servedAt(probing.openFolders, place) }, {
      name: 'upload',
      saw: count === 2 && !isSuccess(missing) ? 'effect' : count === 0 ? 'no-effect' : 'unclear',
      effect:
        count === 2
          ? 'a document that only users may store is answered to a stranger, under the name that its owner gave it'
          : `a document of a user got ${replies[0]?.status ?? 0} when a stranger asked for it`,
      baseline: served.exchange,
      control: missing.exchange,
      attempts: exchangesOf(...replies),
      reproduced: { count, of: 2 },
      details: { showsOwnObject: count === 2, refused: refused.status },
    }),
  )
}

/** Whether a template is that of a file's address: its end may stand for anything. */
function fitsFile(template: string, place: string): boolean {
  const pattern = template
    .replace(/[.+?^$()|[\]\\]/g, '\\$&')
    .replace(/\{[^}]+\}$/, '.+')
    .replace(/\*$/, '.+')
    .replace(/\{[^}]+\}/g, '[^/]+')
  return template !== place && new RegExp(`^${pattern}$`).test(place)
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

async function servedFrom(probing: Probing, path: string, reply: Reply, nonce: string, filename: string): Promise<Reply | null> {
  const text = reply.body
  const isPage = isHtml(reply) || reply.status === 302 || reply.status === 303
  const links = isPage ? [] : [...text.matchAll(/"((?:https?:\/\/[^"\s]+|\/[^"\s]+|[\w./-]+\.\w{2,5}))"/g)].map((match) => match[1] ?? '')
  const name = /"(?:filename|file|name|stored_?name|key)"\s*:\s*"([^"]+)"/i.exec(text)?.[1]
  const id = /"id"\s*:\s*"?([\w-]+)"?/.exec(text)?.[1]
  const candidates = new Set<string>()
  if (isPage) {
    const stem = filename.split('/').at(-1)?.split('.')[0] ?? filename
    const shown = [...text.matchAll(/(?:^|[\s>"'(=])(\/[\w./-]{1,200})/g)].map((match) => match[1] ?? '')
    links.push(...new Set(shown.filter((link) => link.includes(stem))))
  }
  for (const link of links) {
    try {
      const url = new URL(link, new URL('/', probing.client.base))
      if (url.origin === probing.client.base.origin) candidates.add(url.pathname)
    } catch {
      // Not an address.
    }
  }
  if (id !== undefined) for (const item of new Set([...itemsElsewhere(probing, path, id), `${path}/${id}`])) candidates.add(item)
  if (name !== undefined)
    for (const folder of ['/uploads', '/files', '/static/uploads', path]) candidates.add(`${folder}/${encodeURIComponent(name)}`)
  candidates.add(`${path}/${encodeURIComponent(filename)}`)
  if (isPage) for (const listed of probing.pages.idsIn(text, path).slice(-2)) candidates.add(`${path}/${encodeURIComponent(listed)}`)
  let found: Reply | null = null
  for (const candidate of [...candidates].slice(0, 8)) {
    const served = await probing.send(probing.identities.userA, { method: 'GET', path: candidate, mayFail: true })
    if (!isSuccess(served) || !served.body.includes(nonce) || /application\/json/.test(headerOf(served, 'content-type'))) continue
    if (isShown(served)) return served
    found ??= served
  }
  return found
}

/** Last words of the paths that give the file of an upload, where its own address tells about it. */
const CONTENT = /^(?:content|file|raw|data|download|view|preview|inline|original|body|blob|image)s?$/i

/**
 * Where an upload is read by its own number, below what took it or elsewhere: `/photos/{id}` of what `/listings/7/photos` took, and
 * `/photos/{id}/content`.
 */
function itemsElsewhere({ wireOperations }: Probing, path: string, id: string): readonly string[] {
  const parts = path.replace(/\/+$/, '').split('/')
  const noun = parts.at(-1) ?? ''
  return wireOperations
    .filter(({ method }) => method === 'GET')
    .flatMap(({ path: template }) => {
      const [, home = '', below] = /^(.*)\/\{[^}/]+\}(?:\/([^{}/]+))?\/?$/.exec(template) ?? []
      if (home.split('/').at(-1) !== noun || (below !== undefined && !CONTENT.test(below))) return []
      const own = fits(shape(home), parts.join('/')) ? parts.join('/') : home
      return own.includes('{') ? [] : [`${own}/${encodeURIComponent(id)}${below === undefined ? '' : `/${below}`}`]
    })
    .slice(0, 4)
}

/** Whether a browser runs what it gets: markup, and not as a file to be saved. */
function isShown(served: Reply): boolean {
  return (
    (isHtml(served) || /svg|javascript|php/i.test(headerOf(served, 'content-type'))) &&
    !/attachment/i.test(headerOf(served, 'content-disposition'))
  )
}
