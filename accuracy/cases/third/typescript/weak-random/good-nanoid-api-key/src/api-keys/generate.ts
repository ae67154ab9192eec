import { createHash } from 'node:crypto'
import { customAlphabet } from 'nanoid'

const draw = customAlphabet('0123456789abcdefghjkmnpqrstvwxyz', 40)

export interface GeneratedKey {
  plain: string
  digest: string
  hint: string
}

export function generateKey(prefix: string): GeneratedKey {
  const plain = `${prefix}_${draw()}`
  return { plain, digest: createHash('sha256').update(plain).digest('hex'), hint: plain.slice(-4) }
}
