import { createCipheriv, randomBytes, scryptSync } from 'node:crypto'

abstract class Sealer {
  protected abstract readonly algorithm: string
  protected abstract readonly keyLength: number
  protected abstract readonly ivLength: number

  seal(text: string): string {
    const key = scryptSync(process.env.SEAL_KEY as string, process.env.SEAL_SALT as string, this.keyLength)
    const iv = randomBytes(this.ivLength)
    const cipher = createCipheriv(this.algorithm, key, iv)
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([iv, sealed]).toString('base64url')
  }
}

export class ContactSealer extends Sealer {
  protected readonly algorithm = 'des-ede3-cbc'
  protected readonly keyLength = 24
  protected readonly ivLength = 8
}
