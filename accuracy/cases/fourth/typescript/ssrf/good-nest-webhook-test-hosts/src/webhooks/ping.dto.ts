import { IsUrl } from 'class-validator'

export class PingDto {
  @IsUrl({ require_tld: false })
  url!: string
}
