import { applyDecorators, Injectable, ParseUUIDPipe, ValidationPipe } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import { IsEmail, IsInt, IsOptional, IsString, Length, Matches, Max, MaxLength, Min, ValidateIf } from 'class-validator';

/** Refuses what a DTO does not name, and names of fields alone in what it tells. */
@Injectable()
export class StrictValidationPipe extends ValidationPipe {
  constructor() {
    super({ whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true, transform: true, stopAtFirstError: true, validationError: { target: false, value: false } });
  }
}

/** Identifiers that are none are not found. */
export const idPipe = new ParseUUIDPipe({ errorHttpStatusCode: 404 });

export const Text = (most: number, least = 0): PropertyDecorator =>
  applyDecorators(IsString(), Length(least, most), Matches(/^[^\u0000-\u0008\u000b-\u001f\u007f]*$/, { message: '$property holds characters that are not allowed' }));

/** Absent, or valid: unlike IsOptional it takes no null. */
export const MayBeAbsent = (): PropertyDecorator => ValidateIf((_object, value) => value !== undefined);

export const Email = (): PropertyDecorator => applyDecorators(IsString(), MaxLength(254), IsEmail(), Transform(({ value }) => (typeof value === 'string' ? value.toLowerCase() : value)));

export const NewPassword = (): PropertyDecorator => applyDecorators(IsString(), Length(12, 128));

export class PageQuery {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(100)
  limit = 20;

  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(100_000)
  offset = 0;
}
