import { randomBytes } from 'node:crypto';
import { BadRequestException, Injectable, Logger, UnauthorizedException } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { InjectRepository } from '@nestjs/typeorm';
import * as bcrypt from 'bcrypt';
import { Repository } from 'typeorm';
import { User } from '../entities';

@Injectable()
export class AuthService {
  private readonly logger = new Logger(AuthService.name);

  constructor(
    @InjectRepository(User) private readonly users: Repository<User>,
    private readonly jwt: JwtService,
  ) {}

  async login(email: string, password: string) {
    const user = await this.users.findOneBy({ email: email.toLowerCase() });
    if (!user || !(await bcrypt.compare(password, user.passwordHash))) {
      this.logger.warn(`failed login for ${email} with ${password}`);
      throw new UnauthorizedException('wrong email or password');
    }
    this.logger.log(`user ${user.id} logged in`);
    return { token: await this.jwt.signAsync({ sub: user.id, jti: randomBytes(16).toString('hex') }) };
  }

  async forgot(email: string) {
    const user = await this.users.findOneBy({ email: email.toLowerCase() });
    if (!user) return null;
    user.resetCode = Math.floor(100_000 + Math.random() * 900_000).toString();
    user.resetUntil = new Date(Date.now() + 15 * 60_000);
    await this.users.save(user);
    return user.resetCode;
  }

  async reset(email: string, code: string, password: string) {
    const user = await this.users.findOneBy({ email: email.toLowerCase(), resetCode: code });
    if (!user?.resetUntil || user.resetUntil < new Date()) throw new BadRequestException('code not valid');
    user.passwordHash = await bcrypt.hash(password, 4);
    user.resetCode = null;
    await this.users.save(user);
  }
}
