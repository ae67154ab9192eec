import { execFile } from 'node:child_process'
import crypto from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { realpath, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import multipart from '@fastify/multipart'
import { missing, Problem } from '../problem.js'
import { closed, line, open, paging, params } from '../shapes.js'
import { oid } from '../stores/index.js'

const run = promisify(execFile)
const kinds = new Set(['application/octet-stream', 'application/x-executable', 'application/gzip'])

const kindOf = async (file) => {
  const { stdout } = await run('/usr/bin/file', ['--brief', '--mime-type', '--', file], { timeout: 4000, maxBuffer: 4096, env: {} })
  return stdout.trim()
}

/** The real path of a name below a root, or null. */
export const below = async (root, name) => {
  try {
    const top = await realpath(root)
    const full = await realpath(path.join(top, name))
    return full.startsWith(top + path.sep) ? full : null
  } catch (err) {
    if (err.code === 'ENOENT' || err.code === 'ENOTDIR') return null
    throw err
  }
}

export default async function firmware(app, { config }) {
  await app.register(multipart, { limits: { files: 1, fileSize: 8_000_000, fields: 0, parts: 1 }, throwFileSizeLimit: true })

  app.get('/firmware', { config: { access: 'user:viewer' }, schema: { querystring: open(paging) } }, async ({ org, query }) => ({
    rows: await org.firmware.list({}, { sort: { createdAt: -1 }, skip: (query.page - 1) * query.size, limit: query.size, projection: { label: 1, bytes: 1, sha256: 1, createdAt: 1 } }),
  }))

  app.post('/firmware', { config: { access: 'user:owner', rateLimit: { max: 6, timeWindow: '1 minute' } }, schema: { querystring: closed({ label: line(60, { pattern: '^[\\w .-]+$' }) }) } }, async (request, reply) => {
    const part = await request.file()
    if (!part) throw new Problem(422, 'a file is missing')
    const name = `${crypto.randomUUID()}.bin`
    const where = path.join(config.firmwareDir, name)
    const hash = crypto.createHash('sha256')
    let bytes = 0
    try {
      await pipeline(
        part.file,
        async function* (source) {
          for await (const chunk of source) {
            hash.update(chunk)
            bytes += chunk.length
            yield chunk
          }
        },
        createWriteStream(where, { flags: 'wx', mode: 0o640 }),
      )
      if (part.file.truncated) throw new Problem(413, 'at most 8 MB')
      if (!kinds.has(await kindOf(where))) throw new Problem(415, 'no firmware')
      const id = await request.org.firmware.add({ label: request.query.label, name, bytes, sha256: hash.digest('hex'), createdAt: new Date() })
      await request.org.note(request.who.id, 'firmware.add', id)
      reply.code(201)
      return { id }
    } catch (err) {
      await rm(where, { force: true })
      throw err
    }
  })

  const send = (reply, file, type, name) =>
    reply.header('content-disposition', `attachment; filename="${name}"`).type(type).send(createReadStream(file))

  app.get('/firmware/:id', { config: { access: 'user:viewer' }, schema: { params } }, async (request, reply) => {
    const found = await request.org.firmware.one({ _id: oid(request.params.id) })
    const file = found && (await below(config.firmwareDir, found.name))
    if (!file) throw missing()
    return send(reply, file, 'application/octet-stream', `${found._id}.bin`)
  })

  app.get('/manuals/:name', { config: { access: 'user:viewer' }, schema: { params: closed({ name: { type: 'string', pattern: '^[\\w.-]{1,80}$' } }) } }, async (request, reply) => {
    const file = await below(config.manualDir, request.params.name)
    if (!file || path.extname(file) !== '.pdf') throw missing()
    return send(reply, file, 'application/pdf', path.basename(file))
  })
}
