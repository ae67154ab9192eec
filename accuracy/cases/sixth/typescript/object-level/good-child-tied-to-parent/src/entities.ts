import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/core';

@Entity()
export class Project {
  @PrimaryKey()
  id!: string;

  @Property({ type: 'array' })
  memberIds: string[] = [];
}

@Entity()
export class Task {
  @PrimaryKey()
  id!: string;

  @ManyToOne(() => Project)
  project!: Project;

  @Property()
  title!: string;
}
