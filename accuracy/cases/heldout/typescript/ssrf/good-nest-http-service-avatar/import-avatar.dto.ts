import { IsString, IsUrl } from 'class-validator'

export class ImportAvatarDto {
  @IsUrl()
  url!: string

  @IsString()
  userName!: string
}
