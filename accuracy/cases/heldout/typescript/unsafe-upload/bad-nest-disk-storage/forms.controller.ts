import { Controller, Post, UploadedFile, UseInterceptors } from '@nestjs/common'
import { FileInterceptor } from '@nestjs/platform-express'
import { diskStorage } from 'multer'

@Controller('forms')
export class FormsController {
  @Post()
  @UseInterceptors(
    FileInterceptor('form', {
      storage: diskStorage({ destination: './public/forms', filename: (_req, file, done) => done(null, file.originalname) }),
      limits: { fileSize: 5_000_000 },
    }),
  )
  add(@UploadedFile() form: Express.Multer.File) {
    return { size: form.size }
  }
}
