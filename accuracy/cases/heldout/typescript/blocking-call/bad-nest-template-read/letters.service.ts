import { readFileSync } from 'node:fs'
import { Injectable } from '@nestjs/common'

const source = (): string => readFileSync('/srv/templates/letter.txt', 'utf8')

@Injectable()
export class LettersService {
  letter(name: string): string {
    return source().replaceAll('%name%', () => name)
  }
}
