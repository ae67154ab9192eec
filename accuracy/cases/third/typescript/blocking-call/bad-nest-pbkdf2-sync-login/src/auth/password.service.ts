import { pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'
import { Injectable } from '@nestjs/common'

const ITERATIONS = 600_000
const LENGTH = 32

@Injectable()
export class PasswordService {
  async hash(password: string): Promise<string> {
    const salt = randomBytes(16)
    const key = await this.key(password, salt)
    return [ITERATIONS, salt.toString('base64'), key.toString('base64')].join(':')
  }

  async matches(password: string, stored: string): Promise<boolean> {
    const [, salt, expected] = stored.split(':')
    const key = await this.key(password, Buffer.from(salt, 'base64'))
    return timingSafeEqual(key, Buffer.from(expected, 'base64'))
  }

  private async key(password: string, salt: Buffer): Promise<Buffer> {
    return pbkdf2Sync(password, salt, ITERATIONS, LENGTH, 'sha256')
  }
}
