import { AWS_FEDERATION } from './aws-federation.ts';
import { AWS_SERVICES } from './aws-services.ts';
import { BUSINESS } from './business.ts';
import { COLLABORATION } from './collaboration.ts';
import { DEVELOPMENT } from './development.ts';
import type { Preset } from './preset.ts';

/** Every preset, in the order in which they are shown. */
export const PRESETS: readonly Preset[] = [
  ...AWS_FEDERATION,
  ...AWS_SERVICES,
  ...COLLABORATION,
  ...DEVELOPMENT,
  ...BUSINESS,
];

/** The preset of an ID, or `undefined`. */
export const presetOf = (id: string): Preset | undefined => PRESETS.find((preset) => preset.id === id);

/** The presets in whose name, ID or description every word stands, without regard to case. */
export function presetsWith({ search = '', category }: { search?: string; category?: string }): readonly Preset[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return PRESETS.filter((preset) => category === undefined || preset.category === category).filter((preset) => {
    const text = `${preset.name} ${preset.id} ${preset.description} ${preset.category}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
