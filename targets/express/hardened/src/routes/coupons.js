import { randomBytes } from 'node:crypto'
import { Router } from 'express'
import { z } from 'zod'
import { Problem } from '../lib/problem.js'
import { parse } from '../lib/validate.js'
import { onlyMethods } from '../middleware/protocol.js'

const Redemption = z.strictObject({ code: z.string().regex(/^[A-Za-z0-9_-]{8,40}$/) })

export function couponRoutes({ database }) {
  const router = Router()

  router.route('/').post((request, response) => {
    const issued = database.get('SELECT COUNT(*) AS count FROM coupons WHERE owner_id = ?', request.principal.id).count
    if (issued >= 20) throw new Problem(409, 'No more coupons for this account')
    const code = randomBytes(12).toString('base64url')
    database.run('INSERT INTO coupons (code, owner_id, cents) VALUES (?, ?, 500)', code, request.principal.id)
    response.status(201).json({ code, cents: 500 })
  }).all(onlyMethods('POST'))

  router.route('/redeem').post((request, response) => {
    const { code } = parse(Redemption, request.body)
    // One statement: of parallel attempts exactly one changes the row.
    const { changes } = database.run('UPDATE coupons SET used_at = ? WHERE code = ? AND owner_id = ? AND used_at IS NULL', Date.now(), code, request.principal.id)
    if (changes === 0) throw new Problem(409, 'The coupon cannot be used')
    const { total } = database.get('SELECT SUM(cents) AS total FROM coupons WHERE owner_id = ? AND used_at IS NOT NULL', request.principal.id)
    response.json({ creditCents: total })
  }).all(onlyMethods('POST'))

  return router
}
