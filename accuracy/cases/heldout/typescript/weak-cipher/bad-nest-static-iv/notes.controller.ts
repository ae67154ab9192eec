import { Body, Controller, Post } from '@nestjs/common'
import { encrypt } from './notes.crypto'

@Controller('notes')
export class NotesController {
  private readonly key = Buffer.from(process.env.NOTES_KEY ?? '', 'hex')

  @Post()
  seal(@Body('text') text: string) {
    return { sealed: encrypt(text, this.key).toString('base64') }
  }
}
