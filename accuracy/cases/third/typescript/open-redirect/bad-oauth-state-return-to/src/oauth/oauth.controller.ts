import { randomBytes } from 'node:crypto'
import { Controller, Get, Query, Req, Res, UnauthorizedException } from '@nestjs/common'
import type { Request, Response } from 'express'
import { OauthClient } from './oauth-client'
import { returnTarget } from './return-to'
import { open, seal } from './state'

@Controller('oauth')
export class OauthController {
  constructor(private readonly client: OauthClient) {}

  @Get('start')
  start(@Query('return_to') returnTo: string, @Res() res: Response) {
    const state = seal({ nonce: randomBytes(16).toString('hex'), returnTo: returnTarget(returnTo) })
    res.cookie('oauth_state', state, { httpOnly: true, secure: true, sameSite: 'lax', maxAge: 600_000 })
    res.redirect(this.client.authorizeUrl(state))
  }

  @Get('callback')
  async callback(@Query('state') state: string, @Query('code') code: string, @Req() req: Request, @Res() res: Response) {
    const opened = state === req.cookies.oauth_state ? open(state) : null
    if (!opened) throw new UnauthorizedException()
    await this.client.signIn(req, code)
    res.redirect(opened.returnTo)
  }
}
