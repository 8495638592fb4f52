import * as v from "valibot";
import { type Nullable, type Nullish, object, type ObjectSchema, piped } from "./parts.ts";

/** A member of a resource: its name on the wire, and the schema of what it is unless it is `null`. */
export type Member<WireName extends string, Schema extends v.GenericSchema> = readonly [
  wireName: WireName,
  schema: Schema,
];

/** The members of a resource by their names in the core. */
export type Members = {
  /** What a resource is recognised by. */
  readonly sid: Member<"sid", v.GenericSchema>;
  readonly [Name: string]: Member<string, v.GenericSchema>;
};

/** A resource as the core gives it: each of its members may be `null`. */
export type ResourceSchema<Given extends Members> = ObjectSchema<
  { readonly [Name in keyof Given]: Nullable<Given[Name][1]> }
>;

/** A resource as it comes over the wire: all but its `sid` may be missing. */
export type ResourceWireSchema<Given extends Members> = ObjectSchema<
  & { readonly sid: Nullable<Given["sid"][1]> }
  & { readonly [Name in Exclude<keyof Given, "sid"> as Given[Name][0]]: Nullish<Given[Name][1]> }
>;

/** What {@linkcode ResourceWireSchema} takes. */
export type ResourceWire<Given extends Members> =
  & { sid: v.InferInput<Given["sid"][1]> | null }
  & {
    [Name in Exclude<keyof Given, "sid"> as Given[Name][0]]?:
      | v.InferInput<Given[Name][1]>
      | null
      | undefined;
  };

/** A resource from the wire's form to the core's. */
export type ResourceFromWireSchema<Given extends Members> = v.GenericSchema<
  ResourceWire<Given>,
  v.InferOutput<ResourceSchema<Given>>
>;

/** The schema of a resource as the core gives it. */
export function resource<Given extends Members>(make: () => Given): ResourceSchema<Given> {
  const entries = () =>
    Object.fromEntries(
      Object.entries(make()).map(([name, [, schema]]) => [name, v.nullable(schema)]),
    );
  return object(entries) as v.GenericSchema as ResourceSchema<Given>;
}

/** The schema of a resource as it comes over the wire. */
export function wireResource<Given extends Members>(make: () => Given): ResourceWireSchema<Given> {
  const entries = () =>
    Object.fromEntries(
      Object.values(make()).map(([wireName, schema]) => [
        wireName,
        wireName === "sid" ? v.nullable(schema) : v.nullish(schema, null),
      ]),
    );
  return object(entries) as v.GenericSchema as ResourceWireSchema<Given>;
}

/** The schema of a resource from the wire's form to the core's. */
export function resourceFromWire<Given extends Members>(
  make: () => Given,
): ResourceFromWireSchema<Given> {
  const names = Object.entries(make()).map(([name, [wireName]]) => [name, wireName] as const);
  const rename = (wire: Record<string, unknown>) => {
    const given: Record<string, unknown> = {};
    for (const [name, wireName] of names) given[name] = wire[wireName];
    return given;
  };
  const wire = wireResource(make) as v.GenericSchema as v.GenericSchema<Record<string, unknown>>;
  return piped(wire, rename) as v.GenericSchema as ResourceFromWireSchema<Given>;
}
