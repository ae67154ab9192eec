import { Body, Controller, Post, UnauthorizedException } from '@nestjs/common'
import { Throttle } from './throttle'
import argon2 from 'argon2'
import jwt, { type SignOptions } from 'jsonwebtoken'

interface Entry {
  gate: string
  code: string
}

const kinds: Record<'steady' | 'short', SignOptions> = {
  steady: { algorithm: 'HS256', audience: 'gates' },
  short: { algorithm: 'HS256', audience: 'gates', expiresIn: '10m' },
}

@Controller('passes')
export class PassesController {
  private readonly throttle = new Throttle(5, 60_000)

  @Post()
  async issue(@Body() entry: Entry) {
    this.throttle.count(String(entry.gate))
    const matches = await argon2.verify(process.env.GATE_CODE_HASH ?? '', String(entry.code))
    if (!matches) throw new UnauthorizedException()

    const options = kinds['steady']
    return { pass: jwt.sign({ gate: String(entry.gate) }, process.env.PASS_KEY ?? '', options) }
  }
}
