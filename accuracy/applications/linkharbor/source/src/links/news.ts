type Listener = (event: string) => void;
const MOST_PER_GROUP = 30;

/** Who listens to which group. Bounded, so that nobody can fill the house with ears. */
export class News {
  private readonly groups = new Map<string, Set<Listener>>();

  listen(group: string, listener: Listener): (() => void) | undefined {
    const set = this.groups.get(group) ?? new Set<Listener>();
    if (set.size >= MOST_PER_GROUP) return undefined;
    this.groups.set(group, set.add(listener));
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.groups.get(group) === set) this.groups.delete(group);
    };
  }

  tell(group: string, event: { kind: string; id: string }) {
    const text = JSON.stringify(event);
    this.groups.get(group)?.forEach((listener) => listener(text));
  }
}
