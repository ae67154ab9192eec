import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SigningConfig } from './config.js'

export class LinkSigner {
  constructor(private readonly config: SigningConfig) {}

  private mac(text: string): Buffer {
    return createHmac(this.config.digest, this.config.key).update(text).digest()
  }

  sign(file: string, now = Date.now()): string {
    const expires = Math.floor(now / 1000) + this.config.lifetime
    const mac = this.mac(`${file}\n${expires}`).toString('base64url')
    return `/files/${encodeURIComponent(file)}?expires=${expires}&mac=${mac}`
  }

  verify(file: string, expires: number, mac: string, now = Date.now()): boolean {
    if (!(expires * 1000 > now)) return false
    const expected = this.mac(`${file}\n${expires}`)
    const given = Buffer.from(mac, 'base64url')
    return given.length === expected.length && timingSafeEqual(given, expected)
  }
}
