import { randomInt } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { CodesService } from './codes.service'

@Injectable()
export class OneTimeCodeService {
  constructor(private readonly codes: CodesService) {}

  async send(phone: string): Promise<void> {
    const otp = Math.floor(100000 + Math.random() * 900000)
    await this.codes.store(phone, String(otp), 300)
  }

  retryDelayMs(attempt: number): number {
    return randomInt(50, 100) * attempt
  }
}
