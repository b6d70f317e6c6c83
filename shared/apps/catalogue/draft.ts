import { type Fault, Refusal } from '../../base/refusal.ts';
import { fill, filled, present } from './fill.ts';
import type { Preset, Registration } from './preset.ts';

/** Texts by the names of a preset's inputs. */
export type Inputs = Readonly<Record<string, string>>;

/**
 * A preset's registration with the inputs in their places. What names an input that was left out is left out.
 *
 * @throws {Refusal} INPUT_INVALID naming every input that is missing, unknown or of another form
 */
export function drafted(preset: Preset, inputs: Inputs, hasMetadata = false): Registration {
  const given = Object.fromEntries(
    Object.entries(inputs).map(([name, text]) => [name, text.trim()] as const).filter(([, text]) => text !== ''),
  ); // prettier-ignore
  const faults = faultsOf(preset, given, hasMetadata);
  if (faults.length > 0) throw new Refusal('INPUT_INVALID', 'inputs that do not fit', { faults });
  const known = preset.inputs.map(({ name }) => name);
  const draft = filled(preset.registration, {
    ...Object.fromEntries(known.map((name) => [name, undefined])),
    ...given,
  });
  return present(draft) as Registration;
}

function faultsOf({ inputs, metadata }: Preset, given: Inputs, hasMetadata: boolean): Fault[] {
  const known = new Map(inputs.map((input) => [input.name, input]));
  const unknown = Object.keys(given)
    .filter((name) => !known.has(name))
    .map((name) => ({ pointer: `/inputs/${name.slice(0, 64)}`, detail: 'The preset asks for no such thing.' }));
  if (hasMetadata && metadata === undefined)
    return [...unknown, { pointer: '/xml', detail: 'This preset is not registered by metadata.' }];
  const wrong = inputs.flatMap(({ name, pattern, fault, isOptional }) => {
    const text = given[name];
    const mayMiss = isOptional === true || (hasMetadata && metadata !== undefined);
    if (text === undefined) return mayMiss ? [] : [{ pointer: `/inputs/${name}`, detail: 'This is needed.' }];
    return pattern.test(text) ? [] : [{ pointer: `/inputs/${name}`, detail: fault }];
  });
  return [...unknown, ...wrong];
}

/** Our own values and the app's, as the steps name them. */
export interface StepValues {
  readonly idp: {
    readonly entityId: string;
    readonly loginUrl: string;
    readonly logoutUrl: string;
    readonly metadataUrl: string;
    readonly certificateUrl: string;
  };
  readonly app: { readonly entityId: string; readonly acs: string };
}

/** What is done on the service provider's side, with our own values in their places. */
export const stepsOf = ({ steps }: Preset, { idp, app }: StepValues): readonly string[] => {
  const values = Object.fromEntries([
    ...Object.entries(idp).map(([name, value]) => [`idp.${name}`, value] as const),
    ...Object.entries(app).map(([name, value]) => [`app.${name}`, value] as const),
  ]);
  return steps.map((step) => fill(step, values) ?? step);
};
