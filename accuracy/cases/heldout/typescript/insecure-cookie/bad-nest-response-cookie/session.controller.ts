import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common'
import type { CookieOptions, Response } from 'express'
import { SessionService } from './session.service'

const FLAGS: CookieOptions = { httpOnly: false, secure: false }

@Controller('session')
export class SessionController {
  constructor(private readonly sessions: SessionService) {}

  @Post('exchange')
  @HttpCode(204)
  async exchange(@Body('code') code: string, @Res({ passthrough: true }) response: Response) {
    const token = await this.sessions.exchange(code)
    response.cookie('access_token', token, { ...FLAGS, maxAge: 900_000 })
  }
}
