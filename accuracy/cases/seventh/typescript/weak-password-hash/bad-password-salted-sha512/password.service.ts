import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { Injectable } from '@nestjs/common'

@Injectable()
export class PasswordService {
  hash(password: string, salt = randomBytes(16).toString('hex')): string {
    const digest = createHash('sha512').update(salt).update(password).digest('hex')
    return `${salt}:${digest}`
  }

  matches(password: string, stored: string): boolean {
    const [salt] = stored.split(':')
    const own = createHash('sha256').update(this.hash(password, salt)).digest()
    const kept = createHash('sha256').update(stored).digest()
    return timingSafeEqual(own, kept)
  }
}
