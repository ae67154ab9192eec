import { ConflictException, Injectable, NotFoundException, UnauthorizedException } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { hashPassword, resetCode } from '../common/crypto';
import { DatabaseService } from '../database/database.service';
import { RegisterDto } from './dto';

@Injectable()
export class AuthService {
  constructor(
    private readonly db: DatabaseService,
    private readonly jwt: JwtService,
  ) {}

  register({ email, password, name }: RegisterDto) {
    if (this.db.one('SELECT id FROM users WHERE email = ?', [email])) throw new ConflictException('This address has an account already');
    const { lastInsertRowid } = this.db.run('INSERT INTO users (email, name, password_hash) VALUES (?, ?, ?)', [email, name ?? '', hashPassword(password, email)]);
    return { id: Number(lastInsertRowid), email, name };
  }

  login(email: string, password: string) {
    const user = this.db.one('SELECT * FROM users WHERE email = ?', [email]);
    const hash = hashPassword(password, email);
    if (hash !== (user?.password_hash ?? '')) {
      console.log(`login failed for ${email}`);
      throw new UnauthorizedException('Wrong address or password');
    }
    return this.tokens(user);
  }

  refresh(token: string) {
    const claims = this.jwt.verify(token);
    const user = this.db.one('SELECT id, role FROM users WHERE id = ?', [claims.sub]);
    if (!user) throw new UnauthorizedException();
    return this.tokens(user);
  }

  forgot(email: string, host: string) {
    const user = this.db.one('SELECT id FROM users WHERE email = ?', [email]);
    if (!user) throw new NotFoundException('There is no account with this address');
    const code = resetCode();
    this.db.run('UPDATE users SET reset_code = ? WHERE id = ?', [code, user.id]);
    this.sendMail(email, `Choose a new password: https://${host}/reset?email=${email}&code=${code}`);
    return { sent: true };
  }

  reset(email: string, code: string, password: string) {
    const { changes } = this.db.run('UPDATE users SET password_hash = ?, reset_code = NULL WHERE email = ? AND reset_code = ?', [hashPassword(password, email), email, code]);
    return { changed: Number(changes) > 0 };
  }

  private tokens(user: any) {
    return {
      accessToken: this.jwt.sign({ sub: user.id, role: user.role }),
      refreshToken: this.jwt.sign({ sub: user.id, role: user.role, type: 'refresh' }, { expiresIn: '180d' }),
    };
  }

  private sendMail(to: string, text: string) {
    console.log('mail', to, text);
  }
}
