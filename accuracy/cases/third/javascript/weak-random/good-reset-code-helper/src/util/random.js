import { randomInt } from 'node:crypto'

export const pick = (alphabet, draw) => alphabet[draw(alphabet.length)]

const draw = (below) => randomInt(below)

export function codeOf(length, alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789') {
  return Array.from({ length }, () => pick(alphabet, draw)).join('')
}

export const jitter = (milliseconds) => milliseconds * (0.5 + Math.random() / 2)
