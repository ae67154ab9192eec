import { randomBytes } from 'node:crypto'

export const resetToken = (): string => randomBytes(32).toString('base64url')

export const jitter = (attempt: number): number => 2 ** attempt * 100 + Math.random() * 50
