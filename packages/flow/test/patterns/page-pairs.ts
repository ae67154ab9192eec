import type { Pair } from './pairs.ts'

const EXPRESS = `const express = require('express')
const { Pool } = require('pg')
const app = express()
const pool = new Pool()
const one = async (text, values) => (await pool.query(text, values)).rows[0]
app.use((req, res, next) => {
  req.user = require('jsonwebtoken').verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] })
  next()
})
`

const summary = (
  key: string,
  more = '',
): string => `${EXPRESS}const ordersOf = async (id) => (await pool.query('SELECT * FROM orders WHERE user_id = $1 LIMIT 50', [id])).rows
const kept = {}
app.get('/products/:id', async (req, res) => {
  const key = ${key}
  if (!kept[key]) {
    ${more}
    const own = await ordersOf(req.user.id)
    kept[key] = { product: await one('SELECT * FROM products WHERE id = $1', [req.params.id]), mine: own.filter((row) => row.id === 1) }
  }
  res.json(kept[key])
})
`
const BY_PRODUCT = "'product:' + req.params.id + ':' + (req.query.lang || 'en')"
const BY_USER = "req.user.id + ':' + req.params.id"
const EMPTIED = 'if (Object.keys(kept).length > 99) for (const old of Object.keys(kept)) delete kept[old]'

const pin = (path: string, text: string): string => `${EXPRESS}app.get('${path}', async (req, res) => {
  ${text}
  res.json({ ok: true })
})
`

const SQL = `${EXPRESS}const { DatabaseSync } = require('node:sqlite')
const db = new DatabaseSync('x.db')
`
const prepared = (loop: string): string => `${SQL}const known = new Map()
const linesOf = db.prepare('SELECT * FROM lines WHERE order_id = ? LIMIT 100')
const itemOf = db.prepare('SELECT * FROM items WHERE id = ?')
const item = (id) => itemOf.get(id)
app.get('/lines', (req, res) => {
  ${loop}
  res.json({ ok: true })
})
`

const spent = (
  change: string,
): string => `${SQL}const spend = (code, user) => db.prepare('UPDATE coupons SET redeemed_by = ? WHERE code = ?').run(user, code)
const spendOnce = (code, user) => db.prepare('UPDATE coupons SET redeemed_by = ? WHERE code = ? AND redeemed_by IS NULL').run(user, code)
app.post('/redeem', async (req, res, next) => {
  const coupon = db.prepare('SELECT * FROM coupons WHERE code = ?').get(req.body.code)
  if (!coupon || coupon.redeemed_by) return res.sendStatus(410)
  ${change}
  res.json({ ok: true })
})
`

const fetched = (choice: string, call: string): string => `${EXPRESS}const http = require('http')
const https = require('https')
const mine = require('./mine')
app.get('/picture', (req, res) => {
  const url = String(req.query.url)
  ${choice}
  ${call}
})
`

/** What services of rendered pages and forms keep, hash and take. */
export const PAGE_PAIRS: readonly Pair[] = [
  {
    kind: 'cache-without-expiry',
    language: 'javascript',
    weak: [summary(BY_PRODUCT), summary(BY_USER)],
    safe: [
      summary(BY_PRODUCT, EMPTIED),
      `${EXPRESS}const rooms = {}
app.post('/rooms/:id', async (req, res) => {
  if (!rooms[req.params.id]) rooms[req.params.id] = { host: await one('SELECT name FROM hosts WHERE id = $1', [req.params.id]), guests: [] }
  res.json(rooms[req.params.id].guests.length)
})
`,
    ],
  },
  { kind: 'cache-not-keyed-by-user', language: 'javascript', weak: [summary(BY_PRODUCT)], safe: [summary(BY_USER)] },
  {
    kind: 'weak-password-hash',
    language: 'javascript',
    weak: [
      "const crypto = require('crypto')\nexports.digest = (pin) => crypto.createHash('sha256').update(String(pin)).digest('hex')\n",
      "const crypto = require('crypto')\nconst sha = (text) => crypto.createHash('sha1').update(text).digest('hex')\nexports.matches = (card, body) => card.pinHash === sha(body.passcode)\n",
    ],
    safe: [
      "const crypto = require('crypto')\nexports.pinOf = (cert) => crypto.createHash('sha256').update(cert.publicKey).digest('base64')\n",
      "const crypto = require('crypto')\nexports.digest = (pin, salt) => crypto.scryptSync(pin, salt, 32).toString('hex')\n",
      "const crypto = require('crypto')\nexports.version = (board) => crypto.createHash('sha256').update(board.pins.join()).digest('hex')\n",
    ],
  },
  {
    kind: 'secret-in-url',
    language: 'javascript',
    weak: [
      pin(
        '/feed',
        "const row = await one('SELECT * FROM cards WHERE no = $1', [req.query.no]); if (row.digest !== hash(req.query.pin)) return res.sendStatus(401)",
      ),
      pin(
        '/open',
        "const { no, pin } = req.query; const row = await one('SELECT * FROM cards WHERE no = $1', [no]); if (row.pin !== pin) return res.sendStatus(401)",
      ),
    ],
    safe: [
      pin('/posts', "const isPinned = req.query.pin === 'true'; await one('SELECT * FROM posts WHERE pinned = $1', [isPinned])"),
      pin('/near', "const { pin } = req.query; await one('SELECT * FROM places WHERE postal = $1', [pin])"),
    ],
  },
  {
    kind: 'n-plus-one',
    language: 'javascript',
    weak: [
      prepared('for (const row of linesOf.all(req.query.order)) row.item = itemOf.get(row.item_id)'),
      prepared('linesOf.all(req.query.order).forEach((row) => Object.assign(row, item(row.item_id)))'),
    ],
    safe: [
      prepared('for (const row of linesOf.all(req.query.order)) row.item = known.get(row.item_id)'),
      prepared('for (const row of linesOf.all(req.query.order)) row.label = item(1).label'),
    ],
  },
  {
    kind: 'check-then-act',
    language: 'javascript',
    weak: [
      spent('setTimeout(() => spend(coupon.code, req.user.id), 40)'),
      spent('print(coupon, function (err) { if (err) return next(err); spend(coupon.code, req.user.id) })'),
      spent('await print(coupon); spend(coupon.code, req.user.id)'),
      `${EXPRESS}const my = require('mysql2').createPool({})
app.post('/pay', (req, res) => {
  my.query('SELECT * FROM wallets WHERE id = ?', [req.body.id], (err, rows) => {
    if (rows[0].balance < req.body.sum) return res.sendStatus(402)
    my.query('UPDATE wallets SET balance = ? WHERE id = ?', [rows[0].balance - req.body.sum, req.body.id], () => res.json(1))
  })
})
`,
    ],
    safe: [
      spent('spend(coupon.code, req.user.id)'),
      spent("['mail', 'book'].forEach((kind) => spend(coupon.code, kind))"),
      spent('print(coupon, (err) => { if (spendOnce(coupon.code, req.user.id).changes === 0) return res.sendStatus(409) })'),
    ],
  },
  {
    kind: 'missing-timeout',
    language: 'javascript',
    weak: [fetched("const client = url.startsWith('https:') ? https : http", 'client.get(url, (answer) => answer.pipe(res))')],
    safe: [
      fetched("const client = url.startsWith('https:') ? https : http", 'client.get(url, { timeout: 3000 }, (answer) => answer.pipe(res))'),
      fetched('let client = http\n  if (req.query.tls) client = https', 'const asked = client.request(url); asked.setTimeout(2000)'),
      fetched('const client = req.query.own ? mine : http', 'client.get(url, (answer) => answer.pipe(res))'),
    ],
  },
]
