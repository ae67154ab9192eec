import { BadRequestException, Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query, Res } from '@nestjs/common'
import { Throttle } from '@nestjs/throttler'
import type { Response } from 'express'
import { Labels } from '../jobs/labels.js'
import { Ability } from '../common/ability.js'
import { Can, Me } from '../common/access.js'
import { Carriers } from '../carriers/carriers.js'
import { Shipment } from '../entities.js'
import { RateQuery, ShipmentChange, ShipmentFields, ShipmentSearch } from './shipments.dto.js'
import { Shipments } from './shipments.service.js'

@Controller('shipments')
export class ShipmentsController {
  constructor(private readonly shipments: Shipments, private readonly carriers: Carriers, private readonly labels: Labels) {}

  @Can('read', Shipment) @Get()
  list(@Me() ability: Ability, @Query() ask: ShipmentSearch) {
    return this.shipments.search(ability, ask)
  }

  @Can('read', Shipment) @Get('rates') @Throttle({ default: { limit: 20, ttl: 60_000 } })
  rates(@Query() ask: RateQuery) {
    return this.carriers.rate(ask.carrier, ask.from, ask.to)
  }

  @Can('read', Shipment) @Get(':id')
  show(@Me() ability: Ability, @Param('id', ParseUUIDPipe) id: string) {
    return this.shipments.one(ability, id)
  }

  @Can('create', Shipment) @Post()
  create(@Me() ability: Ability, @Body() fields: ShipmentFields) {
    return this.shipments.create(ability, fields)
  }

  @Can('create', Shipment) @Post('import') @Throttle({ default: { limit: 6, ttl: 60_000 } })
  bringIn(@Me() ability: Ability, @Body() xml: unknown) {
    if (typeof xml !== 'string') throw new BadRequestException('application/xml is wanted')
    return this.shipments.bringIn(ability, xml)
  }

  @Can('update', Shipment) @Patch(':id') @HttpCode(204)
  change(@Me() ability: Ability, @Param('id', ParseUUIDPipe) id: string, @Body() fields: ShipmentChange) {
    return this.shipments.change(ability, id, fields)
  }

  @Can('delete', Shipment) @Delete(':id') @HttpCode(204)
  remove(@Me() ability: Ability, @Param('id', ParseUUIDPipe) id: string) {
    return this.shipments.remove(ability, id)
  }

  @Can('book', Shipment) @Post(':id/book') @HttpCode(200)
  book(@Me() ability: Ability, @Param('id', ParseUUIDPipe) id: string) {
    return this.shipments.step(ability, id, 'book', 'draft', 'booked')
  }

  @Can('move', Shipment) @Post(':id/depart') @HttpCode(200)
  depart(@Me() ability: Ability, @Param('id', ParseUUIDPipe) id: string) {
    return this.shipments.step(ability, id, 'move', 'booked', 'moving')
  }

  @Can('move', Shipment) @Post(':id/arrive') @HttpCode(200)
  arrive(@Me() ability: Ability, @Param('id', ParseUUIDPipe) id: string) {
    return this.shipments.step(ability, id, 'move', 'moving', 'done')
  }

  @Can('read', Shipment) @Get(':id/label')
  async label(@Me() ability: Ability, @Param('id', ParseUUIDPipe) id: string, @Res() res: Response) {
    const shipment = await this.shipments.one(ability, id)
    await this.labels.send(shipment.id, res)
  }
}
