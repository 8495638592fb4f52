/** The longest time that a timer of the platforms can wait, in milliseconds: some 23 days. */
const longest = 2_000_000_000;

/** A timer; a time that is longer than a timer can wait is cut to that, and without end there is none. */
export function startTimer(
  run: () => void,
  ms: number,
): ReturnType<typeof setTimeout> | undefined {
  return ms === Infinity ? undefined : setTimeout(run, Math.min(ms, longest));
}

/**
 * What a promise comes to, unless the signal is quicker. Whoever made the promise need not look at
 * the signal.
 *
 * @throws the signal's reason
 */
export function abortable<Value>(
  promise: Promise<Value>,
  signal: AbortSignal | undefined,
): Promise<Value> {
  // What is no signal is refused by the call.
  if (!isSignal(signal)) return promise;
  return new Promise((resolve, reject) => {
    // A signal may outlive the call, and its listener would keep the answer.
    const done = () => signal.removeEventListener("abort", abort);
    const abort = () => {
      done();
      reject(signal.reason);
    };
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort);
    promise.then(
      (value) => {
        done();
        resolve(value);
      },
      (error) => {
        done();
        reject(error);
      },
    );
  });
}

/**
 * Waits, unless the signal is quicker.
 *
 * @throws the signal's reason
 */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await abortable(new Promise<void>((resolve) => timer = startTimer(resolve, ms)), signal);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether it is one: a controller is taken for its signal, and has none of its methods. */
export function isSignal(signal: AbortSignal | undefined): signal is AbortSignal {
  return typeof signal?.throwIfAborted === "function";
}

/** One signal of two, either of which may be missing. */
export function eitherSignal(one: AbortSignal, other: AbortSignal | undefined): AbortSignal {
  // AbortSignal.any is several times as costly as all else on the way.
  return other ? AbortSignal.any([one, other]) : one;
}
