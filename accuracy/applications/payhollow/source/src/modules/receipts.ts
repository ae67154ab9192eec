import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import express from 'express'
import { z } from 'zod'
import { Receipt } from '../core/database.js'
import { env } from '../core/env.js'
import { record } from '../core/trail.js'
import { costly } from '../http/limits.js'
import { forbidden, missing, Problem } from '../http/problems.js'
import { Id, row } from '../http/table.js'
import { claimFor } from './claims.js'

const run = promisify(execFile)
const pdf = express.raw({ type: 'application/pdf', limit: '5mb' })
const Pair = Id.extend({ receipt: z.string().uuid() })
/** Names on the disk are ids of rows, never names that came in. */
const place = (id: string) => path.join(env.RECEIPT_DIR, `${id}.pdf`)

async function mustBePdf(file: string) {
  try {
    const { stdout } = await run('/usr/bin/pdfinfo', ['-enc', 'UTF-8', file], { timeout: 5000, maxBuffer: 100_000, env: {} })
    const pages = Number(/^Pages:\s{1,20}(\d{1,6})$/m.exec(stdout)?.[1] ?? 0)
    if (pages < 1 || pages > 40) throw new Error('pages')
  } catch {
    throw new Problem(422, 'no PDF of 1 to 40 pages')
  }
}

export const receipts = {
  'GET /': row('claim.use', { params: Id }, async ({ params, who }) => {
    const claim = await claimFor(who, params.id)
    return { rows: await Receipt.findAll({ where: { claimId: claim.id }, attributes: ['id', 'title', 'bytes'], limit: 50 }) }
  }),
  'POST /': row('claim.use', { params: Id, query: z.object({ title: z.string().trim().min(1).max(120) }), limit: costly, raw: pdf, status: 201 }, async ({ params, query, who, req }) => {
    const claim = await claimFor(who, params.id)
    if (claim.personId !== who.id || claim.state !== 'draft') throw forbidden()
    const body: unknown = req.body
    if (!Buffer.isBuffer(body) || !body.subarray(0, 5).equals(Buffer.from('%PDF-'))) throw new Problem(415, 'a PDF is wanted')
    if ((await Receipt.count({ where: { claimId: claim.id } })) >= 50) throw new Problem(409, 'too many receipts')
    const receipt = await Receipt.create({ claimId: claim.id, title: query.title, bytes: body.length })
    try {
      await writeFile(place(receipt.id), body, { flag: 'wx', mode: 0o640 })
      await mustBePdf(place(receipt.id))
    } catch (err) {
      await rm(place(receipt.id), { force: true })
      await receipt.destroy()
      throw err
    }
    await record(who, 'receipt.add', receipt.id)
    return { id: receipt.id }
  }),
  'GET /:receipt': row('claim.use', { params: Pair }, async ({ params, who, res }) => {
    const claim = await claimFor(who, params.id)
    const receipt = await Receipt.findOne({ where: { id: params.receipt, claimId: claim.id } })
    if (!receipt) throw missing()
    await new Promise<void>((ok, no) =>
      res.download(place(receipt.id), 'receipt.pdf', { headers: { 'Content-Type': 'application/pdf', 'Cache-Control': 'private, no-store' }, cacheControl: false }, (err) => (err ? no(err) : ok())),
    )
  }),
}
