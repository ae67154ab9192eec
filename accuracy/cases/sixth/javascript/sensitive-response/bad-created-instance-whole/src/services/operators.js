import { randomBytes } from 'node:crypto'
import argon2 from 'argon2'
import { Operator } from '../models/operator.js'

export async function enrol({ email, name, password }) {
  const passwordHash = await argon2.hash(password)
  const recoveryCode = randomBytes(10).toString('hex')
  return Operator.create({ email, name, passwordHash, recoveryCode })
}

export const page = (after) =>
  Operator.findAll({ order: [['id', 'ASC']], limit: 50, offset: after })
