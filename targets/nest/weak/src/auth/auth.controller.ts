import { Body, Controller, Get, HttpCode, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { Request, Response } from 'express';
import { JwtAuthGuard } from '../common/jwt-auth.guard';
import { AuthService } from './auth.service';
import { ForgotDto, LoginDto, RegisterDto } from './dto';

@Controller('auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Post('register')
  register(@Body() dto: RegisterDto) {
    return this.auth.register(dto);
  }

  @Post('login')
  @HttpCode(200)
  login(@Body() dto: LoginDto, @Res({ passthrough: true }) res: Response) {
    const tokens = this.auth.login(dto.email, dto.password);
    res.cookie('session', tokens.accessToken, { maxAge: 30 * 86400 * 1000, httpOnly: false });
    return tokens;
  }

  @Post('refresh')
  @HttpCode(200)
  refresh(@Body('refreshToken') refreshToken: string) {
    return this.auth.refresh(refreshToken);
  }

  @Post('logout')
  @UseGuards(JwtAuthGuard)
  @HttpCode(204)
  logout(@Res({ passthrough: true }) res: Response) {
    res.clearCookie('session');
  }

  @Post('forgot-password')
  @HttpCode(200)
  forgot(@Body() dto: ForgotDto, @Req() req: Request) {
    return this.auth.forgot(dto.email, req.headers.host);
  }

  @Post('reset-password')
  @HttpCode(200)
  reset(@Body() body: any) {
    return this.auth.reset(body.email, body.code, body.password);
  }

  @Get('continue')
  continueTo(@Query('returnTo') returnTo: string, @Res() res: Response) {
    res.redirect(returnTo || '/');
  }
}
