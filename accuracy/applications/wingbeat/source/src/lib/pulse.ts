import { Redis } from 'ioredis';

type Listener = (event: string) => void;
const MOST_PER_GROUP = 40;

/** New sightings, told to whoever listens in any process. */
export class Pulse {
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly subscriber: Redis;

  constructor(private readonly redis: Redis) {
    this.subscriber = redis.duplicate();
    this.subscriber.on('message', (_channel, raw) => {
      const { group, sighting } = JSON.parse(raw) as { group: string; sighting: string };
      this.listeners.get(group)?.forEach((listener) => listener(JSON.stringify({ sighting })));
    });
  }

  start = () => this.subscriber.subscribe('sightings');
  tell = (group: string, sighting: string) => this.redis.publish('sightings', JSON.stringify({ group, sighting }));

  listen(group: string, listener: Listener): (() => void) | undefined {
    const set = this.listeners.get(group) ?? new Set();
    if (set.size >= MOST_PER_GROUP) return undefined;
    this.listeners.set(group, set.add(listener));
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.listeners.get(group) === set) this.listeners.delete(group);
    };
  }

  stop = () => this.subscriber.disconnect();
}
