import { Module } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { JwtModule } from '@nestjs/jwt';
import type { Settings } from '../config/settings';
import { Administrator } from './administrator';
import { AttemptsService } from './attempts.service';
import { AuthController } from './auth.controller';
import { AuthService } from './auth.service';
import { PasswordsService } from './passwords.service';
import { SessionsService } from './sessions.service';

const ACCESS_SECONDS = 600;

@Module({
  imports: [
    JwtModule.registerAsync({
      inject: [ConfigService],
      useFactory: (settings: ConfigService<Settings, true>) => ({
        secret: settings.get('signingKey', { infer: true }),
        signOptions: { algorithm: 'HS256', issuer: 'stagefront', audience: 'stagefront-api', expiresIn: ACCESS_SECONDS, header: { alg: 'HS256', typ: 'at+jwt' } },
        verifyOptions: { algorithms: ['HS256'], issuer: 'stagefront', audience: 'stagefront-api' },
      }),
    }),
  ],
  controllers: [AuthController],
  providers: [Administrator, AttemptsService, AuthService, PasswordsService, SessionsService],
  exports: [AttemptsService, PasswordsService, SessionsService],
})
export class AuthModule {}
