import { Injectable, UnauthorizedException } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { UsersService } from '../users/users.service';

export interface TokenPayload {
  sub: string;
  kind: 'access' | 'refresh';
}

@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor(
    config: ConfigService,
    private readonly users: UsersService,
  ) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKey: config.getOrThrow<string>('auth.jwtSecret'),
      algorithms: ['HS256'],
      ignoreExpiration: true,
    });
  }

  async validate(payload: TokenPayload) {
    if (payload.kind !== 'access') throw new UnauthorizedException();
    return this.users.get(payload.sub);
  }
}
