import { randomInt } from 'node:crypto'
import { Injectable } from '@nestjs/common'

@Injectable()
export class ResetService {
  private readonly codes = new Map<string, { code: string; until: number }>()

  issue(email: string): string {
    const range = 900_000
    const resetCode = String(100_000 + randomInt(range))
    this.codes.set(email, { code: resetCode, until: Date.now() + 600_000 })
    return resetCode
  }
}
