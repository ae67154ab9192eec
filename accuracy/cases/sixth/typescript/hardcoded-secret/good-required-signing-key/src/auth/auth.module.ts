import { Module } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { JwtModule } from '@nestjs/jwt';
import { TicketsController } from './tickets.controller';

@Module({
  imports: [
    ConfigModule.forRoot(),
    JwtModule.registerAsync({
      imports: [ConfigModule],
      inject: [ConfigService],
      useFactory: (config: ConfigService) => ({
        secret: config.getOrThrow<string>('TICKET_SIGNING_KEY'),
        signOptions: { algorithm: 'HS256', expiresIn: '10m', issuer: 'tickets' },
        verifyOptions: { algorithms: ['HS256'], issuer: 'tickets' },
      }),
    }),
  ],
  controllers: [TicketsController],
})
export class AuthModule {}
