/** What goes from status to status. */
export interface Course {
  status: string;
  /** When it came to that, in milliseconds since 1970. */
  since: number;
  /** The statuses that it has before it. */
  next: string[];
}

/** Moves on to the next status; says whether there was one. */
export function move(course: Course, time: number): boolean {
  const status = course.next.shift();
  if (status === undefined) return false;
  course.status = status;
  course.since = time;
  return true;
}

/** Moves on as far as is due, where each status lasts so many milliseconds; says whether it moved. */
export function catchUp(course: Course, pace: number, time: number): boolean {
  let moved = false;
  while (course.next.length > 0 && time - course.since >= pace) {
    moved = move(course, course.since + pace);
  }
  return moved;
}
