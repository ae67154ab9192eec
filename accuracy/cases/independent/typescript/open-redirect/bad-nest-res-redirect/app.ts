import { Controller, Get, Query, Res } from '@nestjs/common'
import type { Response } from 'express'

@Controller('leave')
export class LeaveController {
  @Get()
  leave(@Query('to') to: string, @Res() res: Response): void {
    const target = decodeURIComponent(to)
    res.redirect(302, target)
  }
}
