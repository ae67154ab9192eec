import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { Router } from 'express'
import { z } from 'zod'
import { notFound } from '../lib/problem.js'
import { page, parse, text } from '../lib/validate.js'
import { onlyMethods } from '../middleware/protocol.js'

const compress = promisify(gzip)
const COMPRESS_FROM_BYTES = 2048
const Listing = z.strictObject({ ...page, sort: z.enum(['id', 'name', 'price']).default('id') })
const Search = z.strictObject({ ...page, q: text(80).min(1) })
const Id = z.strictObject({ id: z.coerce.number().int().min(1).max(2 ** 31) })

const ORDERINGS = new Map([['id', 'id'], ['name', 'name, id'], ['price', 'price_cents, id']])
const COLUMNS = 'id, name, description, price_cents AS priceCents, stock'

/** Public by design: the catalogue is the shop window. */
export function productRoutes({ database }) {
  const router = Router()

  router.route('/').get(async (request, response) => {
    const { limit, offset, sort } = parse(Listing, request.query)
    const products = database.all(`SELECT ${COLUMNS} FROM products ORDER BY ${ORDERINGS.get(sort)} LIMIT ? OFFSET ?`, limit, offset)
    await sendPublic(request, response, { products, limit, offset })
  }).all(onlyMethods('GET'))

  router.route('/search').get(async (request, response) => {
    const { q, limit, offset } = parse(Search, request.query)
    const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`
    const products = database.all(
      `SELECT ${COLUMNS} FROM products WHERE name LIKE ? ESCAPE '\\' OR description LIKE ? ESCAPE '\\' ORDER BY id LIMIT ? OFFSET ?`,
      pattern, pattern, limit, offset,
    )
    await sendPublic(request, response, { query: q, products, limit, offset })
  }).all(onlyMethods('GET'))

  router.route('/:id').get(async (request, response) => {
    const product = database.get(`SELECT ${COLUMNS} FROM products WHERE id = ?`, parse(Id, request.params).id)
    if (product === undefined) throw notFound()
    await sendPublic(request, response, product)
  }).all(onlyMethods('GET'))

  return router
}

/** The same for everyone, so it may be cached for a short while, and compressed without leaking a secret. */
async function sendPublic(request, response, value) {
  const body = Buffer.from(JSON.stringify(value))
  response.setHeader('Cache-Control', 'public, max-age=30')
  response.setHeader('ETag', `"${createHash('md5').update(body).digest('base64url')}"`)
  response.vary('Accept-Encoding')
  response.type('json')
  if (body.length < COMPRESS_FROM_BYTES || request.acceptsEncodings('gzip') !== 'gzip') return response.send(body)
  response.setHeader('Content-Encoding', 'gzip')
  response.send(await compress(body))
}
