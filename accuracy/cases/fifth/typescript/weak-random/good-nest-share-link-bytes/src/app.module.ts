import { Module } from '@nestjs/common'
import { APP_GUARD } from '@nestjs/core'
import { JwtModule } from '@nestjs/jwt'
import { TypeOrmModule } from '@nestjs/typeorm'
import { JwtGuard } from './auth/jwt.guard'
import { SharesModule } from './shares/shares.module'

@Module({
  imports: [
    JwtModule.register({ global: true, secret: process.env.JWT_KEY, verifyOptions: { algorithms: ['HS256'] } }),
    TypeOrmModule.forRoot({ type: 'postgres', url: process.env.DATABASE_URL, autoLoadEntities: true }),
    SharesModule,
  ],
  providers: [{ provide: APP_GUARD, useClass: JwtGuard }],
})
export class AppModule {}
