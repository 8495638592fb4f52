import type { Selection } from "../../addresses/selection.ts";
import type { Insides } from "../insides.ts";
import { letGoFirst } from "../keep.ts";

/** What became of a message, and why its sender was chosen. */
export interface Course {
  readonly steps: {
    readonly status: string;
    readonly errorCode: number | null;
    readonly date: string;
  }[];
  /** In words; nothing where no service chose. */
  choice: readonly string[];
}

const mostReasons = 100;

/** Keeps the courses of as many messages as an account keeps, the last ones, from now on. */
export function createCourses(inside: Insides): (sid: string) => Course | null {
  const courses = new Map<string, Course>();
  inside.messages.watchers.add(({ message, selection }) => {
    const { sid, status, errorCode } = message;
    const course = courses.get(sid) ?? { steps: [], choice: [] };
    courses.set(sid, course);
    letGoFirst(courses, inside.keep.messages);
    course.steps.push({ status, errorCode, date: inside.now().toISOString() });
    if (selection !== null) course.choice = reasonsOf(selection);
  });
  inside.resets.add(() => courses.clear());
  return (sid) => courses.get(sid) ?? null;
}

/** Why, and then of each sender why it was taken or not. */
function reasonsOf({ sender, reason, considered }: Selection<unknown>): string[] {
  const each = considered.slice(0, mostReasons).map(({ sender, taken, reason }) => {
    const address = (sender as { sender: string | null }).sender ?? "a sender without an address";
    return `${taken ? "Taken: " : ""}${address} ${reason}`;
  });
  const rest = considered.length - each.length;
  return [...sender === null ? [reason] : [], ...each, ...rest > 0 ? [`and ${rest} more`] : []];
}
