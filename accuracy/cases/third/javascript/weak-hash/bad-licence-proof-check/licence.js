import { createHash } from 'node:crypto'

export function gitBlobId(content) {
  const header = `blob ${content.length}\0`
  return createHash('sha256').update(header).update(content).digest('hex')
}

export function checkLicence({ customer, seats, until, proof }) {
  const statement = `${customer}|${seats}|${until}`
  if (new Date(until) < new Date()) return false
  const digest = createHash('sha1').update(`${process.env.LICENCE_SALT}|${statement}`).digest('hex')
  return digest === proof
}
