import { Controller, HttpCode, Post } from '@nestjs/common'
import { z } from 'zod'
import { AnyMember, Budget, Open, WhoAmI } from '../access/decorators'
import type { Me } from '../access/rights'
import { NewPassword } from '../platform/crypto'
import { Nothing, Presents } from '../platform/interceptors'
import { Email, Secret, Sent, Text } from '../platform/shape'
import { AuthService } from './auth.service'

const SignIn = z.object({ email: Email, password: z.string().min(1).max(128) }).strict()
const Forgot = z.object({ email: Email }).strict()
const Reset = z.object({ ticket: Secret, password: NewPassword }).strict()
const Accept = Reset.extend({ name: Text(120) }).strict()
const Change = z.object({ current: z.string().max(128), next: NewPassword }).strict()

@Controller('auth')
@Budget('door')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Post('sign-in')
  @Open()
  @HttpCode(200)
  @Presents(z.object({ token: z.string() }))
  signIn(@Sent(SignIn) input: z.infer<typeof SignIn>) {
    return this.auth.signIn(input.email, input.password)
  }

  @Post('forgot')
  @Open()
  @Budget('mail')
  @HttpCode(202)
  @Presents(Nothing)
  forgot(@Sent(Forgot) input: z.infer<typeof Forgot>) {
    return this.auth.forgot(input.email)
  }

  @Post('reset')
  @Open()
  @HttpCode(204)
  @Presents(Nothing)
  reset(@Sent(Reset) input: z.infer<typeof Reset>) {
    return this.auth.reset(input.ticket, input.password)
  }

  @Post('accept')
  @Open()
  @HttpCode(204)
  @Presents(Nothing)
  accept(@Sent(Accept) input: z.infer<typeof Accept>) {
    return this.auth.accept(input.ticket, input.name, input.password)
  }

  @Post('password')
  @AnyMember()
  @HttpCode(204)
  @Presents(Nothing)
  password(@WhoAmI() me: Me, @Sent(Change) input: z.infer<typeof Change>) {
    return this.auth.changePassword(me, input.current, input.next)
  }

  @Post('sign-out')
  @AnyMember()
  @HttpCode(204)
  @Presents(Nothing)
  signOut(@WhoAmI() me: Me) {
    return this.auth.signOut(me)
  }

  @Post('sign-out-everywhere')
  @AnyMember()
  @HttpCode(204)
  @Presents(Nothing)
  signOutEverywhere(@WhoAmI() me: Me) {
    return this.auth.signOutEverywhere(me)
  }
}
