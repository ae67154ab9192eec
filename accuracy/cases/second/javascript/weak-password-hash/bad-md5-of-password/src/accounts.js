import { createHash, randomBytes } from 'node:crypto'
import { db } from './db.js'

const hash = (password, salt) => createHash('md5').update(salt + password).digest('hex')

export async function create(email, password) {
  const salt = randomBytes(8).toString('hex')
  const [id] = await db('accounts').insert({ email, salt, hash: hash(password, salt) }, 'id')
  return id
}

export async function verify(email, password) {
  const account = await db('accounts').first('id', 'salt', 'hash').where({ email })
  return account && hash(password, account.salt) === account.hash ? account.id : null
}
