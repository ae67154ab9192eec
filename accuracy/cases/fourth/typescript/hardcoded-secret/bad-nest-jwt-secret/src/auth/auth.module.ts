import { Module } from '@nestjs/common'
import { JwtModule } from '@nestjs/jwt'
import { AuthService } from './auth.service'

@Module({
  imports: [
    JwtModule.register({
      secret: 'p4-Walnut!shore_92kd71',
      signOptions: { expiresIn: '15m', algorithm: 'HS256' },
    }),
  ],
  providers: [AuthService],
  exports: [AuthService],
})
export class AuthModule {}
