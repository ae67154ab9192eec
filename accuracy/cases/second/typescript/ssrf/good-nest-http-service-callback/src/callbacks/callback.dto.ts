import { IsObject, IsUrl } from 'class-validator'

export class CallbackDto {
  @IsUrl({ protocols: ['https'], require_protocol: true, require_tld: false })
  url!: string

  @IsObject()
  payload!: Record<string, unknown>
}
