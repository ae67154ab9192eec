import { randomUUID } from 'node:crypto'
import { UnsupportedMediaTypeException } from '@nestjs/common'
import { MulterOptions } from '@nestjs/platform-express/multer/interfaces/multer-options.interface'
import { diskStorage } from 'multer'

export const cvOptions: MulterOptions = {
  storage: diskStorage({
    destination: './public/cv',
    filename: (_request, _file, done) => done(null, `${randomUUID()}.pdf`),
  }),
  limits: { fileSize: 3_000_000, files: 1 },
  fileFilter: (_request, file, done) => {
    if (file.mimetype === 'application/pdf') done(null, true)
    else done(new UnsupportedMediaTypeException(), false)
  },
}
