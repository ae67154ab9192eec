import { ForbiddenException, Injectable, UnauthorizedException } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { JwtService } from '@nestjs/jwt';
import { createHash } from 'node:crypto';
import { hashPassword, verifyPassword } from '../common/crypto';
import { User } from '../users/user.entity';
import { UsersService } from '../users/users.service';
import type { TokenPayload } from './jwt.strategy';

const fingerprint = (token: string) => createHash('sha256').update(token).digest('hex');

@Injectable()
export class AuthService {
  constructor(
    private readonly users: UsersService,
    private readonly jwt: JwtService,
    private readonly config: ConfigService,
  ) {}

  async register(email: string, name: string, password: string) {
    const user = await this.users.create({ email, name, passwordHash: await hashPassword(password) });
    return this.issue(user);
  }

  async login(email: string, password: string) {
    const user = await this.users.byEmail(email);
    if (!user || !(await verifyPassword(password, user.passwordHash))) throw new UnauthorizedException('Wrong e-mail or password');
    if (!user.active) throw new ForbiddenException('Account closed');
    return this.issue(user);
  }

  async refresh(token: string) {
    const payload = await this.jwt.verifyAsync<TokenPayload>(token, { algorithms: ['HS256'] }).catch(() => null);
    if (payload?.kind !== 'refresh') throw new UnauthorizedException();
    const user = await this.users.get(payload.sub);
    if (!user.active || user.refreshHash !== fingerprint(token)) throw new UnauthorizedException();
    return { accessToken: this.sign(user, 'access', this.config.getOrThrow('auth.accessTtl')), refreshToken: token };
  }

  private async issue(user: User) {
    const refreshToken = this.sign(user, 'refresh', this.config.getOrThrow('auth.refreshTtl'));
    await this.users.setRefreshHash(user.id, fingerprint(refreshToken));
    return { accessToken: this.sign(user, 'access', this.config.getOrThrow('auth.accessTtl')), refreshToken };
  }

  private sign(user: User, kind: TokenPayload['kind'], expiresIn: string) {
    return this.jwt.sign({ sub: user.id, kind }, { expiresIn });
  }
}
