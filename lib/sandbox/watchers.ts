/** Who is told of what happens. */
export interface Watchers<Event> {
  /** Whether there is anybody. */
  readonly any: () => boolean;
  /** Tells of it; nothing that a watcher throws or rejects with gets anywhere. */
  tell(event: Event): void;
  /** Adds somebody; what it returns takes them away. */
  add(watcher: (event: Event) => void): () => void;
}

/** Keeps those who want to be told. */
export function createWatchers<Event>(): Watchers<Event> {
  const watchers = new Set<(event: Event) => void>();
  return {
    any: () => watchers.size > 0,
    tell(event) {
      for (const watcher of [...watchers]) {
        new Promise<void>((resolve) => resolve(watcher(event))).catch(() => {});
      }
    },
    add(watcher) {
      const own = (event: Event) => watcher(event);
      watchers.add(own);
      return () => void watchers.delete(own);
    },
  };
}
