import { StartFailure } from '../start-failure.ts';
import type { Template } from './assembly.ts';

/** What a template may speak of beside itself. */
export interface World {
  /** The value of `Ref` for a resource, a parameter or a pseudo parameter; `undefined` where there is none such. */
  readonly ref: (name: string) => unknown;
  /** The value of `Fn::GetAtt`. */
  readonly attribute: (id: string, name: string) => string;
}

/** Turns a value of the template into what CloudFormation would make of it. */
export type Resolve = (value: unknown) => unknown;

/** Stands for `AWS::NoValue`: the property is left out. */
export const NO_VALUE = Symbol('AWS::NoValue');

type Intrinsic = (argument: unknown, tools: { resolve: Resolve; template: Template; world: World }) => unknown;

/** The intrinsics that the local run knows; any other stops the start with its name. */
const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, { world }) => {
    const value = world.ref(String(name));
    if (value === undefined) throw new StartFailure(`the template refers to ${String(name)}, which it does not hold`);
    return value;
  },
  'Fn::GetAtt': (argument, { world }) => {
    const [id = '', ...path] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
    return world.attribute(id, path.join('.'));
  },
  'Fn::Join': (argument, { resolve }) => {
    const [separator, parts] = argument as [string, unknown];
    return (resolve(parts) as unknown[]).map(String).join(separator);
  },
  'Fn::Sub': (argument, { resolve, world }) => {
    const [text, named] = (Array.isArray(argument) ? argument : [argument, {}]) as [string, Record<string, unknown>];
    return text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (Object.hasOwn(named, name)) return String(resolve(named[name]));
      const [id = '', ...path] = name.split('.');
      return String(path.length > 0 ? world.attribute(id, path.join('.')) : resolve({ Ref: name }));
    });
  },
  'Fn::Select': (argument, { resolve }) => {
    const [index, list] = argument as [unknown, unknown];
    return (resolve(list) as unknown[])[Number(resolve(index))];
  },
  'Fn::Split': (argument, { resolve }) => {
    const [separator, text] = argument as [string, unknown];
    return String(resolve(text)).split(separator);
  },
  'Fn::If': (argument, { resolve }) => {
    const [condition, yes, no] = argument as [string, unknown, unknown];
    return resolve(resolve({ Condition: condition }) ? yes : no);
  },
  'Fn::FindInMap': (argument, { resolve, template }) => {
    const [map = '', first = '', second = ''] = (resolve(argument) as unknown[]).map(String);
    return template.Mappings?.[map]?.[first]?.[second];
  },
  Condition: (name, { resolve, template }) => resolve(template.Conditions?.[String(name)]),
  'Fn::Equals': (argument, { resolve }) => {
    const [a, b] = resolve(argument) as [unknown, unknown];
    return String(a) === String(b);
  },
  'Fn::And': (argument, { resolve }) => (resolve(argument) as unknown[]).every(Boolean),
  'Fn::Or': (argument, { resolve }) => (resolve(argument) as unknown[]).some(Boolean),
  'Fn::Not': (argument, { resolve }) => !(resolve(argument) as unknown[])[0],
};

/**
 * Makes the resolver of a template.
 *
 * @throws {StartFailure} (when it is used) naming an intrinsic that the local run does not know
 */
export function resolverOf(template: Template, world: World): Resolve {
  const resolve: Resolve = (value) => {
    if (Array.isArray(value)) return value.map(resolve).filter((item) => item !== NO_VALUE);
    if (typeof value !== 'object' || value === null) return value;
    const [name, argument] = onlyEntry(value) ?? [];
    if (name !== undefined && isIntrinsic(name, argument)) return apply(name, argument);
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, inner]): [string, unknown] => [key, resolve(inner)])
        .filter(([, inner]) => inner !== NO_VALUE),
    );
  };
  const apply = (name: string, argument: unknown): unknown => {
    const intrinsic = Object.hasOwn(INTRINSICS, name) ? INTRINSICS[name] : undefined;
    if (!intrinsic) throw new StartFailure(`the template uses ${name}, which the local run does not know yet`);
    return intrinsic(argument, { resolve, template, world });
  };
  return resolve;
}

const onlyEntry = (value: object): [string, unknown] | undefined => {
  const entries = Object.entries(value);
  return entries.length === 1 ? entries[0] : undefined;
};

/** A policy statement may hold an object whose only key is `Condition`: that one is no intrinsic. */
const isIntrinsic = (name: string, argument: unknown): boolean =>
  name.startsWith('Fn::') || name === 'Ref' || (name === 'Condition' && typeof argument === 'string');
