import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, bodyOf, type Thing } from '../../api/client.ts';

/** The figures, as the API gives them. */
export type Figures = Thing<'Dashboard'>;

/** Milliseconds after which they are read anew: they are counted once a minute. */
const ANEW_MS = 60_000;

/** The figures of some days; those of the span before stay until they are here. */
export const useFigures = (days: string) =>
  useQuery({
    queryKey: ['dashboard', days],
    queryFn: ({ signal }) => bodyOf(api.GET('/admin/v1/dashboard', { signal, params: { query: { days } } })),
    placeholderData: keepPreviousData,
    refetchInterval: ANEW_MS,
  });

const NUMBER = new Intl.NumberFormat();
const DOLLARS = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** A count as the reader writes numbers. */
export const numberText = (value: number): string => NUMBER.format(value);

/** An amount in dollars; less than a cent is said so, since it is not nothing. */
export const dollarText = (value: number): string =>
  value > 0 && value < 0.01 ? 'less than $0.01' : DOLLARS.format(value);

const MONTH = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** A month such as 2026-11 in words. */
export const monthText = (month: string): string => MONTH.format(new Date(`${month}-01T00:00:00Z`));

/** Why sign-ins are refused, in words; a rule or code that is not here is shown as it is. */
const CAUSES: Readonly<Record<string, string>> = {
  password: 'Wrong password',
  unknown: 'Unknown user name',
  disabled: 'User is disabled',
  'other-user': 'Another user than the one who began',
  TOO_MANY_ATTEMPTS: 'Too many attempts',
  assigned: 'Not assigned',
  'target-enabled': 'App is disabled',
  'context-possible': 'The app asked for what cannot be given',
};

/** A cause in words. */
export const causeText = (cause: string): string => CAUSES[cause] ?? cause;
