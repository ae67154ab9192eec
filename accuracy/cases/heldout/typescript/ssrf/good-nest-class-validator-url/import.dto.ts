import { IsUrl } from 'class-validator'

export class ImportDto {
  @IsUrl({ protocols: ['https'], require_protocol: true, host_whitelist: ['feeds.example.org'], disallow_auth: true })
  feed!: string
}
