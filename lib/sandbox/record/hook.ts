/** Calls a hook; nothing that it throws or rejects with gets anywhere. */
export function callHook(hook: () => void): void {
  new Promise<void>((resolve) => resolve(hook())).catch(() => {});
}
