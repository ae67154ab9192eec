import { digest, random, readKey, sameText } from '../secrets.js'

const HOUR = 3_600_000
const IDLE = 12 * HOUR
const LONGEST = 7 * 24 * HOUR

/** What has to be looked up before an organisation is known. */
export function makeAccounts(db, client) {
  const users = db.collection('users')
  const tokens = db.collection('tokens')
  const resets = db.collection('resets')
  const keys = db.collection('keys')
  const tries = db.collection('tries')
  const open = { disabledAt: null }
  const shown = { org: 1, role: 1, name: 1, email: 1 }

  return {
    byEmail: (email) => users.findOne({ email: { $eq: email }, ...open }, { maxTimeMS: 2000 }),
    passwordOf: (id) => users.findOne({ _id: id, ...open }, { projection: { passwordHash: 1 }, maxTimeMS: 2000 }),

    async begin(userId) {
      const token = random()
      const now = Date.now()
      await tokens.insertOne({ digest: digest(token), user: userId, startedAt: new Date(now), endsAt: new Date(now + IDLE) })
      return `fut_${token}`
    },
    async userOf(text) {
      const found = /^fut_([\w-]{43})$/.exec(text)
      if (!found) return null
      const now = Date.now()
      const row = await tokens.findOne({ digest: digest(found[1]), endsAt: { $gt: new Date(now) }, startedAt: { $gt: new Date(now - LONGEST) } }, { maxTimeMS: 2000 })
      if (!row) return null
      if (row.endsAt.getTime() - now < IDLE - HOUR / 4) await tokens.updateOne({ _id: row._id }, { $set: { endsAt: new Date(now + IDLE) } })
      const user = await users.findOne({ _id: row.user, ...open }, { projection: shown, maxTimeMS: 2000 })
      return user && { kind: 'user', id: user._id, org: user.org, role: user.role, name: user.name, email: user.email, token: row._id }
    },
    end: (tokenId) => tokens.deleteOne({ _id: tokenId }),
    endAll: (userId) => tokens.deleteMany({ user: userId }),

    async keyOf(text) {
      const given = readKey(text)
      if (!given) return null
      const key = await keys.findOne({ id: given.id, revokedAt: null, endsAt: { $gt: new Date() } }, { maxTimeMS: 2000 })
      if (!key || !sameText(key.secretDigest, digest(given.secret))) return null
      return { kind: 'key', id: key._id, org: key.org, scopes: key.scopes }
    },

    async newReset(userId) {
      const token = random()
      await resets.insertOne({ digest: digest(token), user: userId, endsAt: new Date(Date.now() + HOUR / 2) })
      return token
    },
    /** Finding and deleting is one step, so that a link works once; the new password ends all tokens. */
    redeem: (token, passwordHash) =>
      client.withSession((session) =>
        session.withTransaction(async () => {
          const row = await resets.findOneAndDelete({ digest: digest(token), endsAt: { $gt: new Date() } }, { session })
          if (!row) return false
          await users.updateOne({ _id: row.user, ...open }, { $set: { passwordHash } }, { session })
          await tokens.deleteMany({ user: row.user }, { session })
          await resets.deleteMany({ user: row.user }, { session })
          return true
        }),
      ),
    setPassword: (userId, passwordHash) => users.updateOne({ _id: userId }, { $set: { passwordHash } }),

    /** Counts a try; true while there were at most `most` in the window. */
    async mayTry(key, most, ms = HOUR / 4) {
      const window = Math.floor(Date.now() / ms)
      const row = await tries.findOneAndUpdate(
        { _id: `${digest(key)}:${window}` },
        { $inc: { n: 1 }, $setOnInsert: { endsAt: new Date((window + 1) * ms) } },
        { upsert: true, returnDocument: 'after' },
      )
      return row.n <= most
    },
  }
}
