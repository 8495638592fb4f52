/** Calls a hook of the user's. Nothing that it throws or rejects with gets anywhere. */
export function tell(hook: () => unknown): void {
  new Promise((resolve) => resolve(hook())).catch(() => {});
}
