const { createHash } = require('node:crypto')
const db = require('./db')

exports.required = async (req, res, next) => {
  try {
    const token = (req.get('authorization') ?? '').replace(/^Bearer /, '')
    const digest = createHash('sha256').update(token).digest('hex')
    const { rows } = await db.query('SELECT clerk_id FROM sessions WHERE digest = $1 AND ends_at > now()', [digest])
    if (rows.length === 0) return res.status(401).json({ error: 'sign in first' })
    req.clerkId = rows[0].clerk_id
    return next()
  } catch (error) {
    return next(error)
  }
}
