import { createHash } from 'node:crypto'

export const pick = (source, ...keys) => Object.fromEntries(keys.filter((key) => key in source).map((key) => [key, source[key]]))

export const escapeRegExp = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

export function mergeSettings(target, changes) {
  for (const [key, value] of Object.entries(changes)) {
    if (value && typeof value === 'object' && target[key]) mergeSettings(target[key], value)
    else target[key] = value
  }
  return target
}

export const cacheKey = (...parts) => createHash('md5').update(parts.join('|')).digest('hex')

export const hashPin = (pin) => createHash('sha512').update(pin).digest('base64')

export function oneTimeCode() {
  return String(Math.floor(1000 + Math.random() * 9000))
}

export const pause = (attempt) => new Promise((resolve) => setTimeout(resolve, 2 ** attempt * 100 + Math.random() * 100))
