import { Module } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthController } from './auth/auth.controller';
import { AuthService } from './auth/auth.service';
import { JwtAuthGuard, jwtSecret, JwtStrategy } from './auth/guards';
import { CreditsService } from './credits/credits.service';
import { Booking, Firing, Piece, User } from './entities';
import { FiringsController } from './firings/firings.controller';
import { FiringsService } from './firings/firings.service';
import { PiecesController } from './pieces/pieces.controller';
import { PiecesService } from './pieces/pieces.service';
import { StudioController } from './studio/studio.controller';
import { StudioService } from './studio/studio.service';
import { UsersController } from './users/users.controller';

const entities = [User, Piece, Firing, Booking];

@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true }),
    ThrottlerModule.forRoot([{ ttl: 60_000, limit: 120 }]),
    TypeOrmModule.forRootAsync({
      inject: [ConfigService],
      useFactory: (config: ConfigService) => ({
        type: 'postgres',
        url: config.getOrThrow<string>('DATABASE_URL'),
        entities,
        extra: { max: 10, statement_timeout: 15_000 },
      }),
    }),
    TypeOrmModule.forFeature(entities),
    JwtModule.registerAsync({
      inject: [ConfigService],
      useFactory: (config: ConfigService) => ({
        secret: jwtSecret(config),
        signOptions: { expiresIn: '30m', algorithm: 'HS256' },
      }),
    }),
  ],
  controllers: [AuthController, UsersController, PiecesController, FiringsController, StudioController],
  providers: [
    AuthService,
    CreditsService,
    FiringsService,
    JwtStrategy,
    PiecesService,
    StudioService,
    { provide: APP_GUARD, useClass: ThrottlerGuard },
    { provide: APP_GUARD, useClass: JwtAuthGuard },
  ],
})
export class AppModule {}
