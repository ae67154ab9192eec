import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { SkipThrottle, Throttle } from '@nestjs/throttler';
import { IsEmail, IsString, Length } from 'class-validator';
import { Public } from './guards';
import { AuthService } from './auth.service';
import { StudioService } from '../studio/studio.service';

class LoginDto {
  @IsEmail() email: string;
  @IsString() @Length(1, 200) password: string;
}

class ForgotDto {
  @IsEmail() email: string;
}

class ResetDto {
  @IsEmail() email: string;
  @IsString() @Length(6, 6) code: string;
  @IsString() @Length(10, 72) password: string;
}

@Public()
@Controller('auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly studio: StudioService,
  ) {}

  @SkipThrottle()
  @Post('login')
  login(@Body() body: LoginDto) {
    return this.auth.login(body.email, body.password);
  }

  @Throttle({ default: { ttl: 3_600_000, limit: 5 } })
  @HttpCode(202)
  @Post('forgot')
  async forgot(@Body() body: ForgotDto) {
    const code = await this.auth.forgot(body.email);
    if (code) await this.studio.sendMail(body.email, 'reset', { code });
  }

  @Throttle({ default: { ttl: 3_600_000, limit: 5 } })
  @HttpCode(204)
  @Post('reset')
  reset(@Body() body: ResetDto) {
    return this.auth.reset(body.email, body.code, body.password);
  }
}
