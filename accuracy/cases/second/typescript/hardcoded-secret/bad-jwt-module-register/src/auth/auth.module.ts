import { Module } from '@nestjs/common'
import { JwtModule } from '@nestjs/jwt'
import { AuthService } from './auth.service'

@Module({
  imports: [
    JwtModule.register({
      secret: 'Xk29vTq8mZpL4rWc7YdHs1NbGf6JuEa3',
      signOptions: { expiresIn: '15m', algorithm: 'HS256' },
    }),
  ],
  providers: [AuthService],
  exports: [AuthService],
})
export class AuthModule {}
