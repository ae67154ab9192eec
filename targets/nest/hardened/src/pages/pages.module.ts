import { Module } from '@nestjs/common';
import { SearchService } from '../search/search.service';
import { PagesController } from './pages.controller';

@Module({ controllers: [PagesController], providers: [SearchService] })
export class PagesModule {}
