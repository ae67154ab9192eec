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
        secret: config.get<string>('TICKET_SIGNING_KEY', 'brass-lantern-under-the-pier-41'),
        signOptions: { algorithm: 'HS256', expiresIn: '10m', issuer: 'tickets' },
        verifyOptions: { algorithms: ['HS256'], issuer: 'tickets' },
      }),
    }),
  ],
  controllers: [TicketsController],
})
export class AuthModule {}
