/** Objects within a resource, of which each member may be missing. */
import * as v from "valibot";
import type { Member } from "../members.ts";
import { expected, isMap, object, piped } from "../parts.ts";

/** The members of an object within a resource, by their names in the core. */
export type NestedMembers = {
  readonly [Name: string]: Member<string, v.GenericSchema>;
};

/** A form: as the core gives it, as it comes over the wire, or from the one to the other. */
export type NestedForm = "core" | "wire" | "fromWire";

/** An object within a resource as the core gives it. */
export type NestedGiven<Given extends NestedMembers> = {
  [Name in keyof Given]: v.InferOutput<Given[Name][1]> | null;
};

/** An object within a resource as it comes over the wire. */
export type NestedWire<Given extends NestedMembers> = {
  [Name in keyof Given as Given[Name][0]]?: v.InferInput<Given[Name][1]> | null | undefined;
};

/** The same, of which nothing is missing. */
export type NestedWireRead<Given extends NestedMembers> = {
  [Name in keyof Given as Given[Name][0]]: v.InferOutput<Given[Name][1]> | null;
};

/** The schema of an object within a resource. */
export type NestedSchema<In extends NestedForm, Given extends NestedMembers> = {
  /** As the core gives it. */
  core: v.GenericSchema<NestedGiven<Given>>;
  /** As it comes over the wire. */
  wire: v.GenericSchema<NestedWire<Given>, NestedWireRead<Given>>;
  /** From the wire's form to the core's. */
  fromWire: v.GenericSchema<NestedWire<Given>, NestedGiven<Given>>;
}[In];

/** The schema of a list of such objects. */
export type NestedListSchema<In extends NestedForm, Given extends NestedMembers> = v.GenericSchema<
  v.InferInput<NestedSchema<In, Given>>[],
  v.InferOutput<NestedSchema<In, Given>>[]
>;

/** Makes the schema of an object within a resource. */
export function nested<In extends NestedForm, Given extends NestedMembers>(
  form: In,
  members: Given,
): NestedSchema<In, Given> {
  const all = Object.entries(members);
  const entries = Object.fromEntries(
    all.map(([name, [wireName, schema]]) =>
      form === "core" ? [name, v.nullable(schema)] : [wireName, v.nullish(schema, null)]
    ),
  );
  const map = v.custom<Record<string, unknown>>(isMap, expected("an object"));
  const whole = v.pipe(map, object(() => entries)) as v.GenericSchema<Record<string, unknown>>;
  const rename = (wire: Record<string, unknown>) =>
    Object.fromEntries(all.map(([name, [wireName]]) => [name, wire[wireName]]));
  const schema: v.GenericSchema = form === "fromWire" ? piped(whole, rename) : whole;
  return schema as NestedSchema<In, Given>;
}

/** Makes the schema of a list of such objects. */
export function nestedList<In extends NestedForm, Given extends NestedMembers>(
  form: In,
  members: Given,
): NestedListSchema<In, Given> {
  const list = v.array(nested(form, members), expected("a list of objects"));
  return list as v.GenericSchema as NestedListSchema<In, Given>;
}
