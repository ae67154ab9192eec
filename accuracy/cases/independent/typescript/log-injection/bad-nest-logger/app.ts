import { Body, Controller, HttpCode, Logger, Post } from '@nestjs/common'

@Controller('complaints')
export class ComplaintsController {
  private readonly logger = new Logger(ComplaintsController.name)

  @Post()
  @HttpCode(202)
  complain(@Body('reason') reason: string): void {
    this.logger.warn(`complaint received: ${reason}`)
  }
}
