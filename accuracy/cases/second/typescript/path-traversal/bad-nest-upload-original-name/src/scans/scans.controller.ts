import { BadRequestException, Controller, Post, UploadedFile, UseGuards, UseInterceptors } from '@nestjs/common'
import { FileInterceptor } from '@nestjs/platform-express'
import { memoryStorage } from 'multer'
import { JwtGuard } from '../auth/jwt.guard'
import { ScanStore } from './scan.store'

@Controller('scans')
@UseGuards(JwtGuard)
export class ScansController {
  constructor(private readonly store: ScanStore) {}

  @Post()
  @UseInterceptors(FileInterceptor('scan', { storage: memoryStorage(), limits: { fileSize: 5_000_000 } }))
  async add(@UploadedFile() scan: Express.Multer.File) {
    if (scan.buffer.subarray(0, 5).toString() !== '%PDF-') throw new BadRequestException('no PDF')
    return { name: await this.store.keep(scan.originalname, scan.buffer) }
  }
}
