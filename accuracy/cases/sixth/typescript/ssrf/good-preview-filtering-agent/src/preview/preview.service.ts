import { HttpService } from '@nestjs/axios';
import { Injectable } from '@nestjs/common';
import { firstValueFrom } from 'rxjs';
import { outboundConfig } from './outbound';

@Injectable()
export class PreviewService {
  constructor(private readonly http: HttpService) {}

  async preview(url: string) {
    const { data } = await firstValueFrom(this.http.get<string>(url, outboundConfig(url)));
    const title = data.indexOf('<title>');
    const end = data.indexOf('</title>', title);
    return { url, title: title < 0 || end < 0 ? null : data.slice(title + 7, end).trim().slice(0, 200) };
  }
}
