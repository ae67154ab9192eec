import { createCipheriv, createDecipheriv, createHash, randomBytes, randomUUID } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { Op } from 'sequelize'
import { z } from 'zod'
import { db, Person, RefreshToken } from './database.js'
import { accessKey, sealKey } from './env.js'

const ISSUER = 'payhollow'
const AUDIENCE = 'payhollow-api'
const IDLE_MS = 7 * 86_400_000
const FAMILY_MS = 30 * 86_400_000

const Content = z.object({ sub: z.string().uuid(), epoch: z.number().int(), use: z.literal('access') })

export const digest = (token: string) => createHash('sha256').update(token).digest('base64url')
export const fresh = () => randomBytes(32).toString('base64url')

export const signAccess = (person: Person) =>
  jwt.sign({ epoch: person.tokenEpoch, use: 'access' }, accessKey, {
    algorithm: 'HS256', subject: person.id, issuer: ISSUER, audience: AUDIENCE, expiresIn: '10m', jwtid: randomUUID(),
  })

/** Null for whatever is no access token of ours; the person is read anew, so that a block or a new password counts at once. */
export async function bearer(header: string | undefined): Promise<Person | null> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header ?? '')?.[1]
  if (!token) return null
  let content: z.infer<typeof Content>
  try {
    content = Content.parse(jwt.verify(token, accessKey, { algorithms: ['HS256'], issuer: ISSUER, audience: AUDIENCE, maxAge: '10m' }))
  } catch {
    return null
  }
  const person = await Person.findByPk(content.sub)
  return person && !person.blockedAt && person.tokenEpoch === content.epoch ? person : null
}

export async function startFamily(person: Person) {
  const token = fresh()
  const now = Date.now()
  await RefreshToken.create({
    digest: digest(token), family: randomUUID(), personId: person.id, epoch: person.tokenEpoch,
    familyEndsAt: new Date(now + FAMILY_MS), expiresAt: new Date(now + IDLE_MS),
  })
  return token
}

export const endFamily = async (token: string) => {
  const row = await RefreshToken.findByPk(digest(token))
  if (row) await RefreshToken.destroy({ where: { family: row.family } })
}

/** The row is claimed by an update; whoever comes second with the same token ends the family. */
export async function rotate(token: string) {
  const now = new Date()
  const stolen = Symbol('stolen')
  const result = await db.transaction(async (transaction) => {
    const row = await RefreshToken.findByPk(digest(token), { transaction, lock: transaction.LOCK.UPDATE })
    if (!row) return null
    if (row.usedAt) {
      await RefreshToken.destroy({ where: { family: row.family }, transaction })
      return stolen
    }
    if (row.expiresAt <= now || row.familyEndsAt <= now) return null
    const person = await Person.findByPk(row.personId, { transaction })
    if (!person || person.blockedAt || person.tokenEpoch !== row.epoch) return null
    await row.update({ usedAt: now }, { transaction })
    const next = fresh()
    await RefreshToken.create(
      {
        digest: digest(next), family: row.family, personId: row.personId, epoch: row.epoch, familyEndsAt: row.familyEndsAt,
        expiresAt: new Date(Math.min(now.getTime() + IDLE_MS, row.familyEndsAt.getTime())),
      },
      { transaction },
    )
    return { person, next }
  })
  return typeof result === 'symbol' ? null : result
}

export const sweepTokens = () => RefreshToken.destroy({ where: { [Op.or]: [{ expiresAt: { [Op.lt]: new Date() } }, { familyEndsAt: { [Op.lt]: new Date() } }] } })

/** Secrets of hooks rest sealed. */
export function seal(plain: string) {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', sealKey, iv)
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')
}
export function unseal(sealed: string) {
  const all = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', sealKey, all.subarray(0, 12), { authTagLength: 16 })
  decipher.setAuthTag(all.subarray(12, 28))
  return Buffer.concat([decipher.update(all.subarray(28)), decipher.final()]).toString('utf8')
}
