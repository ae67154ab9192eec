import { readFileSync } from 'node:fs'
import { Injectable } from '@nestjs/common'

const template = readFileSync('/srv/templates/letter.txt', 'utf8')
const source = (): string => template

@Injectable()
export class LettersService {
  letter(name: string): string {
    return source().replaceAll('%name%', () => name)
  }
}
