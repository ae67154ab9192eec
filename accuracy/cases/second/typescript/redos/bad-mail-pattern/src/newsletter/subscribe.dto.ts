import { IsString, Matches, MaxLength } from 'class-validator'

export const ADDRESS = /^([a-zA-Z0-9]+[._-]?)+@([a-z0-9]+\.?)+$/

export class SubscribeDto {
  @IsString()
  @Matches(ADDRESS)
  address!: string

  @IsString()
  @MaxLength(2)
  language!: string
}
