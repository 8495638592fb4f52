/**
 * Keeps something of each account, or of each service: it is made when it is first asked for, and goes
 * with whom it is of. So a resource has a state of its own, and the state room need not know of it.
 *
 * @param make makes it, with nothing in it
 * @returns what is kept of an account or a service
 */
export function kept<Owner extends object, Kept extends object>(
  make: () => Kept,
): (owner: Owner) => Kept {
  const all = new WeakMap<Owner, Kept>();
  return (owner) => {
    const there = all.get(owner);
    if (there) return there;
    const made = make();
    all.set(owner, made);
    return made;
  };
}
