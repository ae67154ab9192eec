import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { SkipThrottle } from '@nestjs/throttler';
import { IsEmail, IsString, Length } from 'class-validator';
import type { Response } from 'express';
import { CurrentUser, Public } from '../common/decorators';
import { User } from '../users/user.entity';
import { AuthService } from './auth.service';

class LoginDto {
  @IsEmail()
  email: string;

  @IsString()
  @Length(1, 200)
  password: string;
}

class RegisterDto extends LoginDto {
  @IsString()
  @Length(2, 80)
  name: string;
}

class RefreshDto {
  @IsString()
  refreshToken: string;
}

const APPS: Record<string, string> = {
  ios: 'courtside://signed-in',
  android: 'courtside://signed-in',
  web: 'https://play.courtside.example/start',
};

@SkipThrottle()
@Controller('auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Public()
  @Post('register')
  register(@Body() dto: RegisterDto) {
    return this.auth.register(dto.email, dto.name, dto.password);
  }

  @Public()
  @HttpCode(200)
  @Post('login')
  login(@Body() dto: LoginDto) {
    return this.auth.login(dto.email, dto.password);
  }

  @Public()
  @HttpCode(200)
  @Post('refresh')
  refresh(@Body() dto: RefreshDto) {
    return this.auth.refresh(dto.refreshToken);
  }

  @HttpCode(204)
  @Post('logout')
  logout(@CurrentUser() _user: User) {
    // The apps drop their tokens.
  }

  @Public()
  @Get('open')
  open(@Query('app') app: string, @Res() res: Response) {
    res.redirect(Object.hasOwn(APPS, app) ? APPS[app] : APPS.web);
  }

  @Public()
  @Get('return')
  back(@Query('to') to: string | undefined, @Res() res: Response) {
    res.redirect(to ?? APPS.web);
  }
}
