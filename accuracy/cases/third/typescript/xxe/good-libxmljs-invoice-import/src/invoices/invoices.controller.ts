import { Controller, Post, UploadedFile, UseGuards, UseInterceptors } from '@nestjs/common'
import { FileInterceptor } from '@nestjs/platform-express'
import { memoryStorage } from 'multer'
import { SupplierGuard } from '../auth/supplier.guard'
import { readInvoice } from './ubl'

@Controller('invoices')
@UseGuards(SupplierGuard)
export class InvoicesController {
  @Post('import')
  @UseInterceptors(FileInterceptor('file', { storage: memoryStorage(), limits: { fileSize: 1_000_000 } }))
  import(@UploadedFile() file: Express.Multer.File) {
    return readInvoice(file.buffer.toString('utf8'))
  }
}
