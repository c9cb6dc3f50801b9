/** Time that passes only when the next thing happens, in ms since 1970. */
export type Clock = {
  now(): number;
  at(time: number, task: () => void): void;
  /** Lets everything happen that comes before `end`. */
  runUntil(end: number): void;
};

type Task = { time: number; run: () => void };

/** What is due at the same time happens in the order in which it was asked for. */
export function createClock(start: number): Clock {
  let time = start;
  // The next task is the last.
  const tasks: Task[] = [];
  return {
    now: () => time,
    at(due, run) {
      const task = { time: Math.max(due, time), run };
      tasks.splice(placeFor(task, tasks), 0, task);
    },
    runUntil(end) {
      for (let next = tasks.at(-1); next && next.time < end; next = tasks.at(-1)) {
        tasks.pop();
        time = next.time;
        next.run();
      }
      time = end;
    },
  };
}

/** After all that are due later, and before those due at the same time, which come first. */
function placeFor({ time }: Task, tasks: Task[]): number {
  let low = 0;
  let high = tasks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tasks[middle]?.time ?? 0) > time) low = middle + 1;
    else high = middle;
  }
  return low;
}
