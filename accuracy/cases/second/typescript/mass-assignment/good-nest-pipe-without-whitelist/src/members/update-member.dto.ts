import { IsOptional, IsString, MaxLength } from 'class-validator'

export class UpdateMemberDto {
  @IsOptional()
  @IsString()
  @MaxLength(60)
  nickname?: string

  @IsOptional()
  @IsString()
  @MaxLength(5)
  locale?: string
}
