import { IsString, Matches } from 'class-validator'

export class ReportQuery {
  @IsString()
  @Matches(/^[a-z0-9_-]{1,80}\.csv$/)
  name!: string
}
