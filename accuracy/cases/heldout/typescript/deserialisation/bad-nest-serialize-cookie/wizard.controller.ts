import { createHmac, timingSafeEqual } from 'node:crypto'
import { Controller, Get, Req } from '@nestjs/common'
import type { Request } from 'express'
import serialize from 'node-serialize'

const KEY = process.env.COOKIE_KEY
if (KEY === undefined) throw new Error('COOKIE_KEY is not set')
const mac = (text: string): Buffer => createHmac('sha256', KEY).update(text).digest()

function verified(text: string, given: Buffer): boolean {
  const expected = mac(text)
  return expected.length === given.length && timingSafeEqual(expected, given)
}

@Controller('wizard')
export class WizardController {
  @Get()
  show(@Req() request: Request) {
    const [text = '', signature = ''] = String(request.cookies.wizard ?? '').split('.')
    const plain = Buffer.from(text, 'base64url').toString('utf8')
    const given = Buffer.from(signature, 'hex')
    const state = given.length === mac(text).length ? serialize.unserialize(plain) : {}
    return { step: Number(state.step ?? 0) }
  }
}
