import { randomUUID } from 'node:crypto'
import { Controller, Post, UploadedFile, UseInterceptors } from '@nestjs/common'
import { FileInterceptor } from '@nestjs/platform-express'
import { diskStorage } from 'multer'

@Controller('forms')
export class FormsController {
  @Post()
  @UseInterceptors(
    FileInterceptor('form', {
      storage: diskStorage({ destination: './public/forms', filename: (_req, _file, done) => done(null, `${randomUUID()}.pdf`) }),
      limits: { fileSize: 5_000_000 },
      fileFilter: (_req, file, done) => done(null, file.mimetype === 'application/pdf' && file.originalname.endsWith('.pdf')),
    }),
  )
  add(@UploadedFile() form: Express.Multer.File) {
    return { size: form.size }
  }
}
