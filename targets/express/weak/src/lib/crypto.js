import crypto from 'node:crypto'
import { config } from '../config.js'

export function hashPassword(password) {
  return crypto.createHash('sha1').update(String(password)).digest('hex')
}

export function resetToken() {
  return Math.random().toString(36).slice(2, 12)
}

export function encryptCard(number) {
  const cipher = crypto.createCipheriv('aes-128-ecb', config.cardKey, null)
  return cipher.update(number, 'utf8', 'hex') + cipher.final('hex')
}

export function etagOf(rows) {
  return `"${crypto.createHash('md5').update(JSON.stringify(rows)).digest('hex')}"`
}
