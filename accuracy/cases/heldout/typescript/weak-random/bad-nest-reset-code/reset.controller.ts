import { Body, Controller, HttpCode, Post } from '@nestjs/common'
import { MailService } from './mail.service'
import { ResetService } from './reset.service'

@Controller('reset')
export class ResetController {
  constructor(
    private readonly resets: ResetService,
    private readonly mail: MailService,
  ) {}

  @Post()
  @HttpCode(202)
  async start(@Body('email') email: string) {
    await this.mail.send(email, `Your code: ${this.resets.issue(email)}`)
  }
}
