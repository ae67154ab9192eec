import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Caller, type Principal, Public, Sensitive } from '../common/decorators';
import { AuthService } from './auth.service';
import { ForgotDto, LoginDto, RefreshDto, RegisterDto, ResetDto } from './dto';
import { SessionsService, type Tokens } from './sessions.service';

@Controller('api/auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly sessions: SessionsService,
  ) {}

  @Public()
  @Sensitive()
  @Post('register')
  @HttpCode(202)
  register(@Body() dto: RegisterDto) {
    return this.auth.register(dto);
  }

  @Public()
  @Sensitive()
  @Post('login')
  @HttpCode(200)
  login(@Body() dto: LoginDto, @Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<Tokens> {
    return this.auth.login(dto, request.ip ?? '', response);
  }

  @Public()
  @Sensitive()
  @Post('refresh')
  @HttpCode(200)
  refresh(@Body() dto: RefreshDto): Promise<Tokens> {
    return this.sessions.rotate(dto.refreshToken);
  }

  @Post('logout')
  @HttpCode(204)
  logout(@Caller() caller: Principal): void {
    this.auth.logout(caller);
  }

  @Public()
  @Sensitive()
  @Post('forgot-password')
  @HttpCode(202)
  forgot(@Body() dto: ForgotDto) {
    return this.auth.forgot(dto.email);
  }

  @Public()
  @Sensitive()
  @Post('reset-password')
  @HttpCode(204)
  reset(@Body() dto: ResetDto): Promise<void> {
    return this.auth.reset(dto);
  }
}
