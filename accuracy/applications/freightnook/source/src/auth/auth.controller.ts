import { Body, Controller, ForbiddenException, Get, HttpCode, Ip, Logger, Post, UnauthorizedException } from '@nestjs/common'
import { Transform } from 'class-transformer'
import { IsEmail, IsString, Length, Matches, MaxLength } from 'class-validator'
import { Ability } from '../common/ability.js'
import { Me, Open, Self } from '../common/access.js'
import { Tries } from '../common/tries.js'
import { Accounts } from './accounts.js'
import { HardToGuess } from './passwords.js'
import { digest, Tokens } from './tokens.js'

class Address {
  @Transform(({ value }) => (typeof value === 'string' ? value.trim().toLowerCase() : value)) @IsEmail() @MaxLength(190) email: string
}
class Login extends Address {
  @IsString() @Length(1, 128) password: string
}
class Refresh {
  @Matches(/^[\w-]{43}$/) refresh: string
}
class NewPassword {
  @Matches(/^[\w-]{43}$/) token: string
  @HardToGuess() password: string
}
class ChangePassword {
  @IsString() @Length(1, 128) old: string
  @HardToGuess() password: string
}

@Controller('auth')
export class AuthController {
  private readonly log = new Logger('auth')

  constructor(private readonly accounts: Accounts, private readonly tokens: Tokens, private readonly tries: Tries) {}

  @Open() @Post('login') @HttpCode(200)
  async login(@Body() { email, password }: Login, @Ip() ip: string) {
    await this.tries.count('login-ip', ip, 40)
    await this.tries.count('login', email, 8)
    const user = await this.accounts.enter(email, password)
    if (!user) throw new UnauthorizedException()
    this.log.log(`login of ${user.id}`)
    return { access: await this.tokens.access(user), refresh: await this.tokens.begin(user), expiresIn: 600 }
  }

  @Open() @Post('refresh') @HttpCode(200)
  async refresh(@Body() { refresh }: Refresh, @Ip() ip: string) {
    await this.tries.count('refresh', ip, 120)
    const turned = await this.tokens.rotate(refresh)
    if (!turned) throw new UnauthorizedException()
    return { access: await this.tokens.access(turned.user), refresh: turned.next, expiresIn: 600 }
  }

  @Open() @Post('logout') @HttpCode(204)
  logout(@Body() { refresh }: Refresh) {
    return this.tokens.end(refresh)
  }

  @Open() @Post('forgot') @HttpCode(202)
  async forgot(@Body() { email }: Address, @Ip() ip: string) {
    await this.tries.count('forgot-ip', ip, 20, 3600)
    await this.tries.count('forgot', email, 3, 3600)
    await this.accounts.later(email, 'reset')
    return { sent: 'if the address is known' }
  }

  @Open() @Post('password/new') @HttpCode(204)
  async redeem(@Body() { token, password }: NewPassword, @Ip() ip: string) {
    await this.tries.count('redeem-ip', ip, 20)
    await this.tries.count('redeem', digest(token), 5)
    await this.accounts.redeem(token, password)
  }

  @Self() @Post('password') @HttpCode(204)
  async change(@Body() { old, password }: ChangePassword, @Me() { me }: Ability) {
    await this.tries.count('password', me.id, 8)
    if (!(await this.accounts.enter(me.email, old))) throw new ForbiddenException()
    await this.accounts.setPassword(me.id, password)
  }

  @Self() @Get('me')
  whoami(@Me() { me }: Ability) {
    return { id: me.id, name: me.name, role: me.role }
  }
}
