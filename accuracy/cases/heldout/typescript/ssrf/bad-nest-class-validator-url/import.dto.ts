import { IsUrl } from 'class-validator'

export class ImportDto {
  @IsUrl({ protocols: ['https'], require_protocol: true })
  feed!: string
}
