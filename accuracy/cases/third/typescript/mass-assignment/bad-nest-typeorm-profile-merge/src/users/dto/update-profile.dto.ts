import { IsOptional, IsString, IsUrl, MaxLength } from 'class-validator'

export class UpdateProfileDto {
  @IsOptional()
  @IsString()
  @MaxLength(80)
  displayName?: string

  @IsOptional()
  @IsUrl({ protocols: ['https'] })
  website?: string
}
