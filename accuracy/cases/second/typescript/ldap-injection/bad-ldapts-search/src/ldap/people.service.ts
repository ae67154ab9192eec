import { Injectable } from '@nestjs/common'
import { Client } from 'ldapts'

@Injectable()
export class PeopleService {
  private readonly client = new Client({ url: process.env.LDAP_URL!, timeout: 4000, connectTimeout: 3000 })

  async byMail(mail: string): Promise<string[]> {
    await this.client.bind(process.env.LDAP_DN!, process.env.LDAP_PASSWORD!)
    try {
      const { searchEntries } = await this.client.search('ou=people,dc=example,dc=com', {
        filter: `(mail=${mail})`,
        attributes: ['cn'],
        sizeLimit: 10,
      })
      return searchEntries.map((entry) => String(entry.cn))
    } finally {
      await this.client.unbind()
    }
  }
}
