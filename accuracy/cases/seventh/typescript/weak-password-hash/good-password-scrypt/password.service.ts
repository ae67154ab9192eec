import { createHash, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'
import { Injectable } from '@nestjs/common'

@Injectable()
export class PasswordService {
  hash(password: string, salt = randomBytes(16).toString('hex')): string {
    const digest = scryptSync(password, salt, 64, { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 }).toString('hex')
    return `${salt}:${digest}`
  }

  matches(password: string, stored: string): boolean {
    const [salt] = stored.split(':')
    const own = createHash('sha256').update(this.hash(password, salt)).digest()
    const kept = createHash('sha256').update(stored).digest()
    return timingSafeEqual(own, kept)
  }
}
