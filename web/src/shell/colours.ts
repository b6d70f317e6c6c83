import { applyMode, Mode } from '@cloudscape-design/global-styles';
import { useSyncExternalStore } from 'react';

/** What somebody chose; `system` follows the device. */
export type Colours = 'system' | 'light' | 'dark';

const KEPT_AS = 'samlet.colours';
const device = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

/** What was chosen in this browser. */
function chosen(): Colours {
  const kept = localStorage.getItem(KEPT_AS);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

function paint(): void {
  const colours = chosen();
  const isDark = colours === 'dark' || (colours === 'system' && device.matches);
  applyMode(isDark ? Mode.Dark : Mode.Light);
  document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
}

/** Paints the page in what was chosen, and goes on doing so when the device changes. */
export function startColours(): void {
  paint();
  device.addEventListener('change', paint);
}

/** Chooses colours, for this browser alone. */
export function chooseColours(colours: Colours): void {
  if (colours === 'system') localStorage.removeItem(KEPT_AS);
  else localStorage.setItem(KEPT_AS, colours);
  paint();
  for (const listener of listeners) listener();
}

/** What is chosen now. */
export const useColours = (): Colours =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, chosen);
