import { type Day, dayAt } from "../calendar/index.ts";
import { type Procedure, versionInForce } from "./procedure.ts";

/** The version in force of each procedure at a moment (milliseconds since 1970), looked for once a day. */
export function versionsOn(procedures: readonly Procedure[], ms: number): readonly Procedure[] {
  const day = dayAt(ms);
  const known = versionsByDay.get(procedures);
  const found = known?.get(day);
  if (found !== undefined) return found;
  const names = new Set(procedures.map((each) => each.procedure));
  const versions = [...names].flatMap(
    (name) => versionInForce(procedures, name, day.date) ?? firstToCome(procedures, name) ?? [],
  );
  versionsByDay.set(procedures, (known ?? new Map<Day, readonly Procedure[]>()).set(day, versions));
  return versions;
}

const versionsByDay = new WeakMap<readonly Procedure[], Map<Day, readonly Procedure[]>>();

/** A procedure that runs with others and comes in force later in a history: what happens from then on begins its duties. */
function firstToCome(procedures: readonly Procedure[], name: string): Procedure | undefined {
  const [first] = procedures
    .filter((each) => each.procedure === name)
    .sort((one, other) => Temporal.PlainDate.compare(one.inForceFrom, other.inForceFrom));
  if (first === undefined) return undefined;
  const found = commencing.get(first) ?? {
    ...first,
    rules: first.rules.map((rule) => ({ ...rule, commences: rule.commences ?? first.inForceFrom })),
  };
  commencing.set(first, found);
  return found;
}

/** The same version each time, so that what is known of its rules is known for every case. */
const commencing = new WeakMap<Procedure, Procedure>();
