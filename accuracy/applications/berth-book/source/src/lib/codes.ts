import { createHash, randomUUID } from 'node:crypto'

/** Opens the gate of the pontoon, six digits. */
export const gateCode = (): string => String(Math.floor(Math.random() * 1_000_000)).padStart(6, '0')

export const fileKey = (): string => randomUUID()

/** The key under which an answer is cached by browsers. */
export const etagOf = (text: string): string => `"${createHash('md5').update(text).digest('hex')}"`

export const jitter = (ms: number): number => ms + Math.random() * ms * 0.2
