import { Body, Controller, HttpCode, Post, Req, Res, UnauthorizedException, UseGuards } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsEmail, IsString, Length, MaxLength } from 'class-validator';
import type { CookieOptions, Request, Response } from 'express';
import { Public, RateLimit } from '../common/decorators';
import { SameOriginGuard } from '../common/guards';
import { AuthService, TokenPair } from './auth.service';

const COOKIE = '__Secure-refresh';
const COOKIE_OPTIONS: CookieOptions = { httpOnly: true, secure: true, sameSite: 'strict', path: '/auth' };

class Credentials {
  @Transform(({ value }) => (typeof value === 'string' ? value.trim().toLowerCase() : value))
  @IsEmail() @MaxLength(254)
  email!: string;

  @IsString() @Length(12, 128)
  password!: string;
}

class Verification {
  @IsString() @Length(43, 43)
  token!: string;
}

@Controller('auth')
@Public()
@RateLimit(30, 900)
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Post('register') @HttpCode(202)
  async register(@Body() body: Credentials): Promise<{ status: string }> {
    await this.auth.register(body.email, body.password);
    return { status: 'mail-sent' };
  }

  @Post('verify') @HttpCode(204)
  async verify(@Body() body: Verification): Promise<void> {
    await this.auth.verify(body.token);
  }

  @Post('login') @HttpCode(200)
  async login(@Body() body: Credentials, @Res({ passthrough: true }) response: Response) {
    return this.deliver(response, await this.auth.login(body.email, body.password));
  }

  @Post('refresh') @HttpCode(200) @UseGuards(SameOriginGuard)
  async refresh(@Req() request: Request, @Res({ passthrough: true }) response: Response) {
    return this.deliver(response, await this.auth.rotate(this.cookie(request)));
  }

  @Post('logout') @HttpCode(204) @UseGuards(SameOriginGuard)
  async logout(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.auth.logout(this.cookie(request));
    response.clearCookie(COOKIE, COOKIE_OPTIONS);
  }

  private cookie(request: Request): string {
    const value: unknown = request.cookies?.[COOKIE];
    if (typeof value !== 'string' || value.length !== 43) throw new UnauthorizedException();
    return value;
  }

  private deliver(response: Response, pair: TokenPair): { accessToken: string; expiresIn: number } {
    response.cookie(COOKIE, pair.refreshToken, { ...COOKIE_OPTIONS, maxAge: 14 * 86_400_000 });
    response.setHeader('Cache-Control', 'no-store');
    return { accessToken: pair.accessToken, expiresIn: 600 };
  }
}
