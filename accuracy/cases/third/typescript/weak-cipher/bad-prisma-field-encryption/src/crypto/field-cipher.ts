import { createCipheriv, createDecipheriv } from 'node:crypto'

export class FieldCipher {
  readonly #key: Buffer

  constructor(key: string) {
    this.#key = Buffer.from(key, 'base64')
  }

  seal(text: string): string {
    const cipher = createCipheriv('aes-256-ecb', this.#key, null)
    return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('base64')
  }

  open(sealed: string): string {
    const decipher = createDecipheriv('aes-256-ecb', this.#key, null)
    return Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()]).toString('utf8')
  }
}
