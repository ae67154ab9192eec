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
