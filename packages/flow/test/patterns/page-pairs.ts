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
]
