import { ArgsType, Field, HideField, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { BookingStatus } from '@prisma/client';
import { IsDate, IsIn, IsOptional, IsUUID, Max, MaxLength, Min } from 'class-validator';

registerEnumType(BookingStatus, { name: 'BookingStatus' });
export const SORT_FIELDS = ['startsAt', 'endsAt', 'status'] as const;

@ObjectType()
export class RoomType {
  @Field(() => ID)
  id: string;

  @Field()
  name: string;
}

@ObjectType()
export class BookingType {
  @Field(() => ID)
  id: string;

  @HideField()
  roomId: string;

  @Field()
  startsAt: Date;

  @Field()
  endsAt: Date;

  @Field()
  note: string;

  @Field(() => BookingStatus)
  status: BookingStatus;
}

@InputType()
export class HoldInput {
  @Field(() => ID)
  @IsUUID()
  requestKey: string;

  @Field(() => ID)
  @IsUUID()
  roomId: string;

  @Field()
  @IsDate()
  startsAt: Date;

  @Field()
  @IsDate()
  endsAt: Date;

  @Field({ defaultValue: '' })
  @MaxLength(500)
  note: string;
}

@ArgsType()
export class BookingsArgs {
  @Field(() => String, { defaultValue: 'startsAt' })
  @IsIn(SORT_FIELDS)
  sort: (typeof SORT_FIELDS)[number];

  @Field(() => Int, { defaultValue: 20 })
  @Min(1)
  @Max(50)
  first: number;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsUUID()
  after?: string;
}

@ArgsType()
export class BookingIdArgs {
  @Field(() => ID)
  @IsUUID()
  id: string;
}
