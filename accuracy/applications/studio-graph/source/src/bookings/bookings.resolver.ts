import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Throttle } from '@nestjs/throttler';
import { CurrentViewer, Viewer } from '../auth/auth.guard';
import type { GraphqlContext } from '../common/loaders';
import { BookingIdArgs, BookingsArgs, BookingType, HoldInput, RoomType } from './booking.types';
import { BookingsService } from './bookings.service';

@Resolver(() => BookingType)
export class BookingsResolver {
  constructor(private readonly bookings: BookingsService) {}

  @Query(() => [BookingType])
  myBookings(@CurrentViewer() viewer: Viewer, @Args() args: BookingsArgs) {
    return this.bookings.list(viewer, args);
  }

  @Throttle({ default: { limit: 20, ttl: 60_000 } })
  @Mutation(() => BookingType)
  holdRoom(@CurrentViewer() viewer: Viewer, @Args('input') input: HoldInput) {
    return this.bookings.hold(viewer, input);
  }

  @Mutation(() => BookingType)
  confirmBooking(@CurrentViewer() viewer: Viewer, @Args() { id }: BookingIdArgs) {
    return this.bookings.confirm(viewer, id);
  }

  @Mutation(() => BookingType)
  cancelBooking(@CurrentViewer() viewer: Viewer, @Args() { id }: BookingIdArgs) {
    return this.bookings.cancel(viewer, id);
  }

  @ResolveField(() => RoomType)
  room(@Parent() booking: BookingType, @Context() { rooms }: GraphqlContext) {
    return rooms.load(booking.roomId);
  }
}
