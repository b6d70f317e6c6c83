import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { api, ifMatch, type Thing, type Versioned, versionedOf } from '../../api/client.ts';
import { Problem, problemOf } from '../../api/problem.ts';
import { patchOf, type Values } from '../../patterns/form-values.ts';
import { type EntityForm, useEntityForm } from '../../patterns/use-entity-form.ts';
import { useNotices } from '../../shell/notices.tsx';

/** All settings. */
export type Settings = Thing<'Settings'>;

/** The name of a section. */
export type SectionName = Exclude<keyof Settings, 'holdsWithinSeconds'>;

const read = (): Promise<Versioned<Settings>> => versionedOf(api.GET('/admin/v1/settings'));

/** The settings with their version. */
export const useSettings = (): Versioned<Settings> => useSuspenseQuery({ queryKey: ['settings'], queryFn: read }).data;

/** Numbers are typed: what is none is left as it is, for the API to refuse in words. */
const numbered = (values: Values, numbers: readonly string[]): Values =>
  Object.fromEntries(
    Object.entries(values).map(([field, value]) => [
      field,
      numbers.includes(field) && typeof value === 'string' && value !== '' ? Number(value) : value,
    ]),
  );

/** What the API says of `/branding/accent` belongs to the field `accent` of this form. */
function within(name: SectionName, error: unknown): Problem {
  const { message, status, code, requestId, faults } = problemOf(error);
  const errors = faults.map((fault) => ({
    ...fault,
    pointer: fault.pointer.replace(new RegExp(`^/${name}(?=/)`), ''),
  }));
  return new Problem({ title: message, status, code, errors, ...(requestId ? { instance: requestId } : {}) });
}

/** A form for one section; saving it touches no other, yet all of them stand under one version. */
export function useSectionForm(name: SectionName, { numbers = [] as readonly string[] } = {}): EntityForm<Values> {
  const { value, version } = useSettings();
  const queries = useQueryClient();
  const { tell } = useNotices();
  return useEntityForm<Values>({
    start: value[name],
    version,
    save: async (values, base) => {
      const body = { [name]: numbered(patchOf(base.start, values), numbers) } as Thing<'SettingsPatch'>;
      try {
        await api.PATCH('/admin/v1/settings', { body, params: { header: ifMatch(base.version) } });
      } catch (error) {
        throw within(name, error);
      }
      await queries.invalidateQueries({ queryKey: ['settings'] });
    },
    reload: async () => {
      const now = await read();
      return { value: now.value[name], version: now.version };
    },
    onSaved: () => tell({ type: 'success', content: 'The settings were saved. They hold within five seconds.' }),
  });
}
