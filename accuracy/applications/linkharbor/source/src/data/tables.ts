import type { ColumnType, Generated, Insertable, Selectable } from 'kysely';

type Moment = ColumnType<Date, Date | undefined, Date>;
type Role = 'reader' | 'writer' | 'owner';

interface People {
  id: Generated<string>;
  group_id: string;
  subject: string | null;
  email: string;
  name: string;
  role: ColumnType<Role, Role | undefined, Role>;
  active: Generated<boolean>;
}
interface Logins {
  id: Generated<string>;
  person_id: string;
  digest: string;
  previous: string | null;
  expires_at: Date;
}
interface Keys {
  id: Generated<string>;
  person_id: string;
  name: string;
  digest: string;
  can_write: boolean;
  expires_at: Date;
}
interface Links {
  id: Generated<string>;
  group_id: string;
  person_id: string;
  url: string;
  title: string;
  note: ColumnType<string, string | undefined, string>;
  tags: string[];
  saved_at: Moment;
}
interface Previews {
  url_digest: string;
  title: string | null;
  description: string | null;
  fetched_at: Moment;
}
interface Shares {
  id: Generated<string>;
  group_id: string;
  digest: string;
  tag: string;
  title: string;
  expires_at: Date;
}
interface Audit {
  id: Generated<string>;
  group_id: string | null;
  person_id: string | null;
  deed: string;
  thing: string;
  at: Moment;
}
export interface Database {
  groups: { id: Generated<string>; name: string };
  people: People;
  logins: Logins;
  keys: Keys;
  links: Links;
  previews: Previews;
  shares: Shares;
  audit: Audit;
}
export type Link = Selectable<Links>;
export type NewLink = Insertable<Links>;
