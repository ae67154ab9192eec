import { IsString, MaxLength } from 'class-validator'

export class FindProfile {
  @IsString()
  @MaxLength(40)
  handle!: string
}
