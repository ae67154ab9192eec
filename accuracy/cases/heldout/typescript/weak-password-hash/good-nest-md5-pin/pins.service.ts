import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { hash } from 'bcrypt'

@Injectable()
export class PinsService {
  private readonly stored = new Map<number, string>()

  async store(cardId: number, password: string): Promise<string> {
    const protectedPassword = await hash(password, 12)
    this.stored.set(cardId, protectedPassword)
    return createHash('sha256').update(String(cardId)).digest('hex')
  }
}
