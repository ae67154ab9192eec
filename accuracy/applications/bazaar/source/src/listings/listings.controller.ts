import { Body, Controller, Get, Header, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { Actor, CurrentActor, Present, Public, RateLimit, Roles } from '../common/decorators';
import { Role } from '../entities';
import { CreateListing, ListingView, SearchListings, UpdateListing } from './listing.dto';
import { ListingsService } from './listings.service';

@Controller('listings')
export class ListingsController {
  constructor(private readonly listings: ListingsService) {}

  @Get() @Public() @Present(ListingView)
  @Header('Cache-Control', 'public, max-age=30')
  search(@Query() query: SearchListings) {
    return this.listings.search(query);
  }

  @Get(':id') @Public() @Present(ListingView)
  read(@Param('id', ParseUUIDPipe) id: string) {
    return this.listings.find(id);
  }

  @Post() @Roles(Role.Seller) @RateLimit(60, 3600) @Present(ListingView)
  create(@CurrentActor() actor: Actor, @Body() body: CreateListing) {
    return this.listings.create(actor, body);
  }

  @Patch(':id') @Roles(Role.Seller) @Present(ListingView)
  update(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: UpdateListing) {
    return this.listings.update(actor, id, body);
  }

  @Post(':id/block') @HttpCode(204) @Roles(Role.Moderator)
  async block(@Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.listings.block(id);
  }
}
