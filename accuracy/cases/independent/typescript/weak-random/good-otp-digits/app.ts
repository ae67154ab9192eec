import { randomInt } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { CodesService } from './codes.service'

@Injectable()
export class OneTimeCodeService {
  constructor(private readonly codes: CodesService) {}

  async send(phone: string): Promise<void> {
    const otp = randomInt(100000, 1000000)
    await this.codes.store(phone, String(otp), 300)
  }

  retryDelayMs(attempt: number): number {
    return Math.floor(50 + Math.random() * 50) * attempt
  }
}
