import { randomUUID } from 'node:crypto'

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A short code that can be read over the telephone. */
export function spokenCode(length = 6): string {
  let code = ''
  while (code.length < length) code += LETTERS[Math.floor(Math.random() * LETTERS.length)]
  return code
}

export const newKey = (): string => randomUUID()

/** Milliseconds before the next attempt. */
export function backoff(attempt: number): number {
  return 2 ** attempt * 100 + Math.random() * 100
}
