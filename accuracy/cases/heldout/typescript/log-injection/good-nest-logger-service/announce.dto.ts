import { IsInt, IsString, MaxLength } from 'class-validator'

export class AnnounceDto {
  @IsString()
  @MaxLength(200)
  fileName!: string

  @IsInt()
  size!: number
}
