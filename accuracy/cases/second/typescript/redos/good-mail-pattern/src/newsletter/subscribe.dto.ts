import { IsString, Matches, MaxLength } from 'class-validator'

export const ADDRESS = /^[a-zA-Z0-9._-]{1,64}@[a-z0-9.-]{1,190}$/

export class SubscribeDto {
  @IsString()
  @MaxLength(255)
  @Matches(ADDRESS)
  address!: string

  @IsString()
  @MaxLength(2)
  language!: string
}
