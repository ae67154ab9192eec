import { IsString, MaxLength } from 'class-validator'

export class ReportQuery {
  @IsString()
  @MaxLength(80)
  name!: string
}
