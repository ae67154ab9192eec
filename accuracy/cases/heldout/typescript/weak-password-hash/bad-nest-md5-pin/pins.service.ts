import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'

@Injectable()
export class PinsService {
  private readonly stored = new Map<number, string>()

  async store(cardId: number, password: string): Promise<string> {
    const protectedPassword = createHash('md5').update(password).digest('base64')
    this.stored.set(cardId, protectedPassword)
    return createHash('sha256').update(String(cardId)).digest('hex')
  }
}
