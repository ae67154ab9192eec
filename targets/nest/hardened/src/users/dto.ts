import { IsBoolean, IsIn } from 'class-validator';
import { NewPassword, Text } from '../common/validation';

export class UpdateProfileDto {
  @Text(80)
  name: string;
}

export class ChangePasswordDto {
  @Text(200, 1)
  current: string;

  @NewPassword()
  password: string;
}

export class SettingsDto {
  @IsIn(['en', 'cs', 'pt', 'de'])
  language: string;

  @IsBoolean()
  newsletter: boolean;
}

export class PayoutDto {
  @Text(42, 10)
  iban: string;
}
