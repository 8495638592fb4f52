/** Keeps a state in a file as it changes. */
export interface Keeper {
  /** Something may have changed. */
  changed(): void;
  /**
   * Writes what is there now, after what is being written.
   *
   * @throws when it cannot be written
   */
  keep(): Promise<void>;
  /** Writes nothing more by itself, and waits for what is being written. */
  stop(): Promise<void>;
}

/** What {@linkcode createKeeper} works with. */
export interface KeeperParts {
  /** The state as it is now. */
  readonly text: () => string;
  /** Puts a text in the place of the last one, all or nothing. */
  readonly write: (text: string) => Promise<void>;
  /** Is told why a change could not be written, once; and `null` as soon as it could. */
  readonly tell: (error: unknown) => void;
}

/**
 * A change is in the file a second later. It may come while another is written, and waits for that;
 * so what is waited and two writes fit into half a second, and the rest is for a machine that is busy.
 */
const WITHIN = 500;
/** There is some time between two writes, however long they take. */
const PAUSE = 100;

/** Makes a keeper. It waits as long as it may, so that many changes are written together. */
export function createKeeper({ text, write, tell }: KeeperParts): Keeper {
  let isDirty = false;
  let isStopped = false;
  let hasFailed = false;
  let took = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let writing: Promise<void> = Promise.resolve();

  function schedule(): void {
    if (timer !== null || isStopped) return;
    const wait = Math.max(PAUSE, WITHIN - 2 * took);
    timer = setTimeout(() => {
      keep().then(() => note(null), note).finally(() => {
        timer = null;
        if (isDirty) schedule();
      });
    }, wait);
  }

  /** Tells of the first failure of several, and that they are over. */
  function note(error: unknown): void {
    if (hasFailed !== (error !== null)) tell(error);
    hasFailed = error !== null;
  }

  async function writeNow(): Promise<void> {
    const start = performance.now();
    isDirty = false;
    try {
      await write(text());
    } catch (error) {
      isDirty = true;
      throw error;
    } finally {
      took = performance.now() - start;
    }
  }

  function keep(): Promise<void> {
    const written = writing.then(writeNow);
    writing = written.catch(() => {});
    return written;
  }

  return {
    changed() {
      isDirty = true;
      schedule();
    },
    keep,
    async stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      await writing;
    },
  };
}
