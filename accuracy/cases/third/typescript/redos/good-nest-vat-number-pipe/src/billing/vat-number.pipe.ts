import { BadRequestException, Injectable, type PipeTransform } from '@nestjs/common'

const VAT = /^[A-Z]{2}[0-9A-Z -]{2,16}$/

@Injectable()
export class VatNumberPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    const text = value.trim().toUpperCase()
    if (text.length > 18 || !VAT.test(text)) throw new BadRequestException('This is no VAT number')
    return text.replace(/[ -]/g, '')
  }
}
