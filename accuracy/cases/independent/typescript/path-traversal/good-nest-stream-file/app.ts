import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { Controller, Get, NotFoundException, Query, StreamableFile } from '@nestjs/common'

@Controller('certificates')
export class CertificatesController {
  @Get('file')
  file(@Query('name') name: string): StreamableFile {
    if (!/^[a-z0-9_-]+\.pdf$/.test(name)) throw new NotFoundException()
    return new StreamableFile(createReadStream(join('/srv/certificates', name)))
  }
}
