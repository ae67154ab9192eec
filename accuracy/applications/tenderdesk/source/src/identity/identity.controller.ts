import { Controller, Get, HttpCode, Inject, Post, Req, Res, UnauthorizedException } from '@nestjs/common';
import { Throttle } from '@nestjs/throttler';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Public, SignedIn } from '../access/policy.js';
import { Audit } from '../common/audit.service.js';
import { ZodQuery } from '../common/zod.pipe.js';
import { Oidc } from './oidc.service.js';
import { cookieOf, Sessions, strictCookie } from './session.service.js';

const ATTEMPT = '__Host-attempt';
const PAGES = { home: '/', tenders: '/app/tenders', bids: '/app/bids', people: '/app/people' } as const;
const Start = z.object({ after: z.enum(['home', 'tenders', 'bids', 'people']).catch('home') });

@Controller('identity')
@Throttle({ default: { limit: 30, ttl: 15 * 60_000 } })
export class IdentityController {
  constructor(
    @Inject(Oidc) private readonly oidc: Oidc,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  @Public()
  @Get('start')
  async start(@ZodQuery(Start) { after }: z.infer<typeof Start>, @Res() response: Response) {
    const { address, token, lifetime } = await this.oidc.start(after);
    response.cookie(ATTEMPT, token, { ...strictCookie, maxAge: lifetime });
    response.redirect(303, address);
  }

  @Public()
  @Get('callback')
  async callback(@Req() request: Request, @Res() response: Response) {
    const query = request.originalUrl.split('?', 2)[1] ?? '';
    const token = cookieOf(request, ATTEMPT);
    response.clearCookie(ATTEMPT, strictCookie);
    const { personId, after } = await this.oidc.finish(token, query).catch(async (error: unknown) => {
      if (error instanceof UnauthorizedException) await this.audit.note(null, 'sign-in.refused', 'session');
      throw error;
    });
    await this.sessions.begin(request, response, personId);
    response.redirect(303, after in PAGES ? PAGES[after as keyof typeof PAGES] : PAGES.home);
  }

  @SignedIn()
  @Get('me')
  me(@Req() request: Request) {
    const { id, name, role } = request.actor!;
    return { id, name, role };
  }

  @SignedIn()
  @Post('leave')
  @HttpCode(204)
  async leave(@Req() request: Request, @Res({ passthrough: true }) response: Response) {
    await this.sessions.end(request, response);
  }
}
