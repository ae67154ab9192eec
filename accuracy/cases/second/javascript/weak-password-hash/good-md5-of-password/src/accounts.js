import bcrypt from 'bcrypt'
import { db } from './db.js'

const ROUNDS = 12

export async function create(email, password) {
  const [id] = await db('accounts').insert({ email, hash: await bcrypt.hash(password, ROUNDS) }, 'id')
  return id
}

export async function verify(email, password) {
  const account = await db('accounts').first('id', 'hash').where({ email })
  return account && (await bcrypt.compare(password, account.hash)) ? account.id : null
}
