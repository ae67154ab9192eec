import { randomUUID } from 'node:crypto'
import { extname } from 'node:path'
import { MulterOptions } from '@nestjs/platform-express/multer/interfaces/multer-options.interface'
import { diskStorage } from 'multer'

export const cvOptions: MulterOptions = {
  storage: diskStorage({
    destination: './public/cv',
    filename: (_request, file, done) => done(null, `${randomUUID()}${extname(file.originalname)}`),
  }),
}
