import { Body, Controller, Post, Query, Res, UnauthorizedException } from '@nestjs/common'
import type { Response } from 'express'
import { pageOf } from './pages'
import { SessionsService } from './sessions.service'

@Controller('login')
export class LoginController {
  constructor(private readonly sessions: SessionsService) {}

  @Post()
  async login(@Body() body: { login: string; password: string }, @Query('return') back: string | undefined, @Res() response: Response) {
    const session = await this.sessions.open(body.login, body.password)
    if (session === undefined) throw new UnauthorizedException()
    response.cookie('session', session, { httpOnly: true, secure: true, sameSite: 'lax' })
    response.redirect(303, pageOf(back))
  }
}
