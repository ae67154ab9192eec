import { Body, Controller, HttpCode, Logger, Post } from '@nestjs/common'
import { AnnounceDto } from './announce.dto'

@Controller('uploads')
export class UploadsController {
  private readonly logger = new Logger(UploadsController.name)

  @Post('announce')
  @HttpCode(202)
  announce(@Body() { fileName, size }: AnnounceDto) {
    this.logger.log(`upload announced: ${fileName} (${size} bytes)`)
    return { accepted: true }
  }
}
